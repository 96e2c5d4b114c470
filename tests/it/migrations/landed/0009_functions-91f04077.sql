-- The doors through which HTTP functions reach `private`: called by the login repostr_api before it becomes the user and
-- after it is itself again.

BEGIN;

CREATE OR REPLACE FUNCTION private.admit(p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  kept private.idempotency_keys;
  spent private.rates;
  -- Windows start with the minute, by the clock of the transaction.
  this_minute CONSTANT TIMESTAMPTZ := date_trunc('minute', now());
  admitted BOOLEAN;
BEGIN
  IF p_key IS NOT NULL THEN
    -- Held until the transaction ends: whoever gets it after a commit also sees the answer that was kept.
    IF NOT pg_try_advisory_xact_lock(hashtextextended(jsonb_build_array(p_user, p_route, p_key)::text, 0)) THEN
      RETURN jsonb_build_object('verdict', 'in_flight');
    END IF;
    DELETE FROM private.idempotency_keys
      WHERE user_id = p_user AND route = p_route AND key = p_key AND created_at < now() - INTERVAL '24 hours';
    SELECT * INTO kept FROM private.idempotency_keys
      WHERE user_id = p_user AND route = p_route AND key = p_key;
    IF FOUND THEN
      IF kept.request_hash <> p_hash THEN
        RETURN jsonb_build_object('verdict', 'mismatch');
      END IF;
      RETURN jsonb_build_object('verdict', 'replay', 'status', kept.status, 'headers', kept.headers, 'body', kept.body);
    END IF;
  END IF;

  IF coalesce(p_limit, 0) <= 0 THEN
    RETURN jsonb_build_object('verdict', 'go');
  END IF;

  -- A transaction that began before midnight of the minute and waited counts in the window it finds.
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

CREATE OR REPLACE FUNCTION private.settle(p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_status INT, p_headers JSONB, p_body TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  -- Only successes are kept: a refusal may be put right and sent again under the same key.
  INSERT INTO private.idempotency_keys (user_id, route, key, request_hash, status, headers, body)
    SELECT p_user, p_route, p_key, p_hash, p_status, coalesce(p_headers, '{}'), p_body
    WHERE p_key IS NOT NULL AND p_status BETWEEN 200 AND 299
$$;

CREATE OR REPLACE FUNCTION private.enqueue(p_output UUID, p_user TEXT, p_request_id TEXT)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  output public.outputs;
BEGIN
  SELECT * INTO output FROM public.outputs WHERE id = p_output AND user_id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such output' USING ERRCODE = 'no_data_found';
  END IF;

  INSERT INTO private.jobs AS job (output_id, user_id, kind, request, request_id)
    VALUES (output.id, output.user_id, output.kind, coalesce(output.request, '{}'), p_request_id)
    ON CONFLICT (output_id) DO UPDATE SET
      kind = excluded.kind,
      request = excluded.request,
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      cancel_requested_at = NULL,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this output has a job that is not over' USING ERRCODE = 'object_in_use';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION private.delivered(p_output UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.jobs SET deliver_after = now() + INTERVAL '10 minutes'
    WHERE output_id = p_output AND user_id = p_user AND state = 'queued'
$$;

REVOKE ALL ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.enqueue(UUID, TEXT, TEXT),
  private.delivered(UUID, TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.enqueue(UUID, TEXT, TEXT),
  private.delivered(UUID, TEXT)
  TO repostr_api;

COMMENT ON FUNCTION private.admit IS 'May this request go on? {"verdict": "go" | "replay" | "in_flight" | "mismatch" | "rate_limited", …}. No key: no idempotency; limit 0: no rate limit';
COMMENT ON FUNCTION private.settle IS 'Keeps a 2xx answer for the key that admit let through; without a key does nothing';
COMMENT ON FUNCTION private.enqueue IS 'Makes the job of an output, or arms it again once it is over. Raises no_data_found, object_in_use';
COMMENT ON FUNCTION private.delivered IS 'The message is in the queue: maintenance need not send it for ten minutes';

INSERT INTO public.schema_versions (version) VALUES ('1.8.0') ON CONFLICT DO NOTHING;

COMMIT;
