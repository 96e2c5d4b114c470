-- The functions that an HTTP request begins and ends with, called by the login repostr_api before it becomes the user and after it
-- is itself again; and the slots of reads that wait for an output. Rates and slots are a person's, whichever account they act
-- for: organizations are free to make. A key is a person's in an account. Quotas are the account's.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.admit(
  p_user TEXT, p_account TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  sender CONSTANT TEXT := CASE WHEN p_user = p_account THEN '' ELSE p_user END;
  kept private.idempotency_keys;
  spent private.rates;
  -- Windows start with the minute, by the clock of the transaction.
  this_minute CONSTANT TIMESTAMPTZ := date_trunc('minute', now());
  admitted BOOLEAN;
BEGIN
  IF p_key IS NOT NULL THEN
    -- Held until the transaction ends: whoever gets it after a commit also sees the answer that was kept.
    IF NOT pg_try_advisory_xact_lock(hashtextextended(jsonb_build_array(p_account, sender, p_route, p_key)::text, 0)) THEN
      RETURN jsonb_build_object('verdict', 'in_flight');
    END IF;
    DELETE FROM private.idempotency_keys
      WHERE user_id = p_account AND created_by = sender AND route = p_route AND key = p_key
        AND created_at < now() - INTERVAL '24 hours';
    SELECT * INTO kept FROM private.idempotency_keys
      WHERE user_id = p_account AND created_by = sender AND route = p_route AND key = p_key;
    IF FOUND THEN
      IF kept.request_hash IS DISTINCT FROM p_hash THEN
        RETURN jsonb_build_object('verdict', 'mismatch');
      END IF;
      RETURN jsonb_build_object('verdict', 'replay', 'status', kept.status, 'headers', kept.headers, 'body', kept.body);
    END IF;
  END IF;

  IF coalesce(p_limit, 0) <= 0 THEN
    RETURN jsonb_build_object('verdict', 'go');
  END IF;

  -- A transaction that began in the minute before and had to wait counts in the window it finds.
  INSERT INTO private.rates AS rates (user_id, window_start, used)
    SELECT p_user, this_minute, p_cost WHERE p_cost <= p_limit
    ON CONFLICT (user_id) DO UPDATE SET
      window_start = greatest(rates.window_start, excluded.window_start),
      used = excluded.used + CASE WHEN rates.window_start >= excluded.window_start THEN rates.used ELSE 0 END
    WHERE rates.window_start < excluded.window_start OR rates.used + excluded.used <= p_limit
    RETURNING * INTO spent;
  admitted := FOUND;
  IF NOT admitted THEN
    SELECT * INTO spent FROM private.rates WHERE user_id = p_user AND window_start >= this_minute;
  END IF;

  RETURN jsonb_build_object(
    'verdict', CASE WHEN admitted THEN 'go' ELSE 'rate_limited' END,
    'limit', p_limit,
    'remaining', greatest(0, p_limit - coalesce(spent.used, 0)),
    'reset', extract(epoch FROM coalesce(spent.window_start, this_minute) + INTERVAL '1 minute')::bigint
  );
END
$$;

CREATE OR REPLACE FUNCTION private.settle(
  p_user TEXT, p_account TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_status INT, p_headers JSONB, p_body TEXT
)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- Only successes are kept: a refusal may be put right and sent again under the same key.
  INSERT INTO private.idempotency_keys (user_id, created_by, route, key, request_hash, status, headers, body)
    SELECT p_account, CASE WHEN p_user = p_account THEN '' ELSE p_user END, p_route, p_key, p_hash, p_status,
      coalesce(p_headers, '{}'), p_body
    WHERE p_key IS NOT NULL AND p_status BETWEEN 200 AND 299;
END
$$;

CREATE OR REPLACE FUNCTION private.admit_storing(
  p_user TEXT, p_account TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT, p_bytes BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  admission CONSTANT JSONB := private.admit(p_user, p_account, p_route, p_key, p_hash, p_cost, p_limit);
BEGIN
  IF admission ->> 'verdict' = 'go' THEN
    PERFORM private.check_quota(p_account, 'storage_bytes', p_bytes);
  END IF;
  RETURN admission;
END
$$;

CREATE OR REPLACE FUNCTION private.acquire_wait_slot(p_user TEXT, p_seconds INT, p_most INT)
RETURNS UUID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  slot UUID;
BEGIN
  -- One at a time, or two would both take the last slot.
  PERFORM pg_advisory_xact_lock(hashtextextended('repostr.wait', 0));
  DELETE FROM private.waiters WHERE expires_at <= clock_timestamp();
  INSERT INTO private.waiters (user_id, token, expires_at)
    SELECT p_user, gen_random_uuid(), clock_timestamp() + make_interval(secs => p_seconds)
    WHERE (SELECT count(*) FROM private.waiters) < p_most
      -- As many as are asked for at once, and some more.
      AND (SELECT count(*) FROM private.waiters WHERE user_id = p_user) < 5
    RETURNING token INTO slot;
  RETURN slot;
END
$$;

CREATE OR REPLACE FUNCTION private.release_wait_slot(p_user TEXT, p_token UUID)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  DELETE FROM private.waiters WHERE user_id = p_user AND token = p_token
$$;

REVOKE ALL ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.acquire_wait_slot(TEXT, INT, INT),
  private.release_wait_slot(TEXT, UUID)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.acquire_wait_slot(TEXT, INT, INT),
  private.release_wait_slot(TEXT, UUID)
  TO repostr_api;

COMMENT ON FUNCTION private.admit(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT) IS 'May this request go on? {"verdict": "go" | "replay" | "in_flight" | "mismatch" | "rate_limited", …}. No key: no idempotency; limit 0: no rate limit';
COMMENT ON FUNCTION private.settle(TEXT, TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT) IS 'Stores a 2xx answer under the idempotency key of the request that admit let through; without a key it does nothing';
COMMENT ON FUNCTION private.admit_storing(TEXT, TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT) IS 'As admit; raises RP402 where the plan has no room for so many bytes more, before they are sent';
COMMENT ON FUNCTION private.acquire_wait_slot IS 'A slot for a request that waits for an output, good for so many seconds. NULL: the user has five, or all are taken';
COMMENT ON FUNCTION private.release_wait_slot IS 'Gives a slot back before its time is over';

COMMIT;
