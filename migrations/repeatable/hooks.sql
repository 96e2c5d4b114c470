-- Webhooks: what makes the messages, how many an endpoint is sent at a time, and what an account's admins do with their
-- endpoints.
--
-- Whoever locks an endpoint has locked the job of a delivery before, or none.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Deliveries of a message to some of an account's endpoints, with their jobs. Sent at once by whoever comes next.
CREATE OR REPLACE FUNCTION private.make_deliveries(p_user TEXT, p_message UUID, p_endpoints UUID[])
RETURNS SETOF UUID
LANGUAGE sql
SET search_path = ''
AS $$
  WITH delivery AS (
    INSERT INTO private.webhook_deliveries (user_id, endpoint_id, message_id)
      SELECT p_user, endpoint, p_message FROM unnest(p_endpoints) AS endpoint
      RETURNING id
  )
  INSERT INTO private.jobs (work, delivery_id, user_id, request, max_attempts, deliver_after, deadline_at)
    SELECT 'delivery', id, p_user, '{}', 10, now(), now() + INTERVAL '10 days' FROM delivery
    RETURNING delivery_id
$$;

CREATE OR REPLACE FUNCTION private.tell(p_user TEXT, p_type TEXT, p_data JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  endpoints CONSTANT UUID[] := ARRAY(
    SELECT id FROM private.webhook_endpoints WHERE user_id = p_user AND disabled_at IS NULL AND p_type = ANY (types));
  message UUID;
BEGIN
  IF endpoints <> '{}' THEN
    INSERT INTO private.webhook_messages (user_id, type, data) VALUES (p_user, p_type, p_data) RETURNING id INTO message;
    PERFORM private.make_deliveries(p_user, message, endpoints);
  END IF;
END
$$;

-- What this transaction has made, for who sends it at once.
CREATE OR REPLACE FUNCTION private.made_deliveries(p_user TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT coalesce(jsonb_agg(delivery.id), '[]')
  FROM private.webhook_messages AS message JOIN private.webhook_deliveries AS delivery ON delivery.message_id = message.id
  WHERE message.created_at = now() AND message.user_id = p_user
$$;

-- Why something failed, short enough for any message.
CREATE OR REPLACE FUNCTION private.error_told(p_error JSONB)
RETURNS JSONB
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT p_error || jsonb_build_object('detail', left(p_error ->> 'detail', 1000))
$$;

CREATE OR REPLACE FUNCTION private.tell_output()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.deleted_projects WHERE project_id = NEW.project_id) THEN
    RETURN NULL;
  END IF;
  PERFORM private.tell(NEW.user_id, 'output.' || NEW.status, jsonb_build_object(
    'id', NEW.id, 'project_id', NEW.project_id, 'kind', NEW.kind, 'status', NEW.status, 'error', private.error_told(NEW.error)));
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.tell_file()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.deleted_projects WHERE project_id = NEW.project_id) THEN
    RETURN NULL;
  END IF;
  PERFORM private.tell(NEW.user_id, 'file.' || NEW.status, jsonb_build_object(
    'id', NEW.id, 'project_id', NEW.project_id, 'status', NEW.status, 'error', private.error_told(NEW.error)));
  RETURN NULL;
END
$$;

-- A delivery is about to be claimed: not at an endpoint that was disabled, nor one that has five already. What is put off so
-- waits for the endpoint: it goes on when one of those has got through, or else when maintenance sends it.
CREATE OR REPLACE FUNCTION private.admit_delivery()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  target RECORD;
  most CONSTANT INT := 5;
  under_way BIGINT;
BEGIN
  SELECT endpoint.id, endpoint.disabled_at INTO target
    FROM private.webhook_deliveries AS delivery JOIN private.webhook_endpoints AS endpoint ON endpoint.id = delivery.endpoint_id
    WHERE delivery.id = NEW.delivery_id;
  IF target.disabled_at IS NOT NULL THEN
    NEW.state := 'failed';
    NEW.error := jsonb_build_object('code', 'endpoint_disabled', 'retryable', false,
      'detail', 'The endpoint was disabled before this was sent.');
    NEW.lease_token := NULL;
    NEW.lease_expires_at := NULL;
    NEW.waits_for := '{}';
    RETURN NEW;
  END IF;

  -- One after the other, or two would both be the fifth.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('webhook_endpoints', target.id)::text, 0));
  SELECT count(*) INTO under_way
    FROM private.jobs AS job JOIN private.webhook_deliveries AS delivery ON delivery.id = job.delivery_id
    WHERE job.state = 'processing' AND job.lease_expires_at > now() AND job.delivery_id <> NEW.delivery_id
      AND delivery.endpoint_id = target.id;
  IF under_way < most THEN
    NEW.waits_for := '{}';
  ELSE
    NEW.state := 'queued';
    NEW.attempts := OLD.attempts;
    NEW.lease_token := NULL;
    NEW.lease_expires_at := NULL;
    NEW.waits_for := ARRAY[target.id];
    -- Spread, so that not all that an endpoint keeps waiting is on the queue each minute.
    NEW.not_before := now() + INTERVAL '1 minute' + random() * INTERVAL '4 minutes';
    NEW.deliver_after := NEW.not_before;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION private.next_delivery(p_delivery UUID)
RETURNS UUID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  delivery private.webhook_deliveries;
  following UUID;
BEGIN
  SELECT * INTO delivery FROM private.webhook_deliveries WHERE id = p_delivery;
  -- Whoever is being put off at this moment is seen.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('webhook_endpoints', delivery.endpoint_id)::text, 0));
  UPDATE private.jobs SET waits_for = '{}', not_before = now(), deliver_after = now() + INTERVAL '1 minute'
    WHERE delivery_id = (
      SELECT delivery_id FROM private.jobs
      WHERE user_id = delivery.user_id AND waits_for <> '{}' AND waits_for @> ARRAY[delivery.endpoint_id] AND state = 'queued'
      LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING delivery_id INTO following;
  RETURN following;
END
$$;

-- What an attempt says of its endpoint: one that is gone is told nothing more, nor one that was not reached for five days.
CREATE OR REPLACE FUNCTION private.note_delivery(p_old private.jobs, p_new private.jobs)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  target CONSTANT UUID := (SELECT endpoint_id FROM private.webhook_deliveries WHERE id = p_new.delivery_id);
  failed CONSTANT BOOLEAN := p_old.state = 'processing' AND p_new.state IN ('queued', 'failed')
    AND p_new.error ->> 'code' IN ('endpoint_gone', 'endpoint_failed', 'endpoint_unreachable', 'endpoint_refused');
BEGIN
  IF p_new.state = 'completed' THEN
    UPDATE private.webhook_endpoints SET failing_since = NULL WHERE id = target AND failing_since IS NOT NULL;
  ELSIF failed THEN
    UPDATE private.webhook_endpoints AS endpoint SET
        failing_since = coalesce(failing_since, now()),
        disabled_at = CASE WHEN reason IS NULL THEN disabled_at ELSE coalesce(disabled_at, now()) END,
        disabled_reason = coalesce(disabled_reason, reason)
      FROM (SELECT CASE
          WHEN p_new.error ->> 'code' = 'endpoint_gone' THEN 'gone'
          WHEN (SELECT failing_since FROM private.webhook_endpoints WHERE id = target) < now() - INTERVAL '5 days' THEN 'failing'
        END AS reason) AS verdict
      WHERE id = target AND (failing_since IS NULL OR reason IS NOT NULL AND disabled_at IS NULL);
  END IF;
END
$$;

-- As an account's admins see it: without the secrets.
CREATE OR REPLACE FUNCTION private.webhook(p_endpoint private.webhook_endpoints)
RETURNS JSONB
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT jsonb_build_object(
    'id', p_endpoint.id, 'created_by', p_endpoint.created_by, 'url', p_endpoint.url, 'description', p_endpoint.description,
    'types', p_endpoint.types, 'enabled', p_endpoint.disabled_at IS NULL, 'disabled_at', p_endpoint.disabled_at,
    'disabled_reason', p_endpoint.disabled_reason, 'failing_since', p_endpoint.failing_since,
    'previous_secret_until', CASE WHEN p_endpoint.previous_secret_until > now() THEN p_endpoint.previous_secret_until END,
    'created_at', p_endpoint.created_at)
$$;

CREATE OR REPLACE FUNCTION private.create_webhook(
  p_account TEXT, p_user TEXT, p_id UUID, p_url TEXT, p_description TEXT, p_types TEXT[], p_secret BYTEA, p_most INT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  made private.webhook_endpoints;
BEGIN
  -- One after the other, or two would both be the last.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('webhooks', p_account)::text, 0));
  INSERT INTO private.webhook_endpoints (id, user_id, created_by, url, description, types, secret)
    SELECT p_id, p_account, p_user, p_url, p_description, p_types, p_secret
    WHERE (SELECT count(*) FROM private.webhook_endpoints WHERE user_id = p_account) < p_most
    RETURNING * INTO made;
  RETURN CASE WHEN FOUND THEN private.webhook(made) END;
END
$$;

CREATE OR REPLACE FUNCTION private.list_webhooks(p_account TEXT)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(private.webhook(endpoint) ORDER BY endpoint.created_at DESC, endpoint.id DESC), '[]')
    FROM private.webhook_endpoints AS endpoint WHERE endpoint.user_id = p_account);
END
$$;

CREATE OR REPLACE FUNCTION private.find_webhook(p_account TEXT, p_id UUID)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (SELECT private.webhook(endpoint) FROM private.webhook_endpoints AS endpoint
    WHERE endpoint.user_id = p_account AND endpoint.id = p_id);
END
$$;

-- What is not in the changes stays. Enabled again, it begins anew.
CREATE OR REPLACE FUNCTION private.change_webhook(p_account TEXT, p_id UUID, p_changes JSONB)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  enabled CONSTANT BOOLEAN := p_changes ->> 'enabled';
  changed private.webhook_endpoints;
BEGIN
  UPDATE private.webhook_endpoints SET
      url = coalesce(p_changes ->> 'url', url),
      description = CASE WHEN p_changes ? 'description' THEN p_changes ->> 'description' ELSE description END,
      types = CASE WHEN p_changes ? 'types' THEN ARRAY(SELECT jsonb_array_elements_text(p_changes -> 'types')) ELSE types END,
      disabled_at = CASE WHEN enabled THEN NULL WHEN NOT enabled THEN coalesce(disabled_at, now()) ELSE disabled_at END,
      disabled_reason = CASE WHEN enabled THEN NULL WHEN NOT enabled THEN coalesce(disabled_reason, 'asked') ELSE disabled_reason END,
      failing_since = CASE WHEN enabled AND disabled_at IS NOT NULL THEN NULL ELSE failing_since END
    WHERE user_id = p_account AND id = p_id
    RETURNING * INTO changed;
  RETURN CASE WHEN FOUND THEN private.webhook(changed) END;
END
$$;

-- The secret from before signs on for a while. Of two rotations within it, the first one's is over.
CREATE OR REPLACE FUNCTION private.rotate_webhook(p_account TEXT, p_id UUID, p_secret BYTEA, p_overlap INTERVAL)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  changed private.webhook_endpoints;
BEGIN
  UPDATE private.webhook_endpoints
    SET previous_secret = secret, previous_secret_until = now() + p_overlap, secret = p_secret
    WHERE user_id = p_account AND id = p_id
    RETURNING * INTO changed;
  RETURN CASE WHEN FOUND THEN private.webhook(changed) END;
END
$$;

CREATE OR REPLACE FUNCTION private.delete_webhook(p_account TEXT, p_id UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM private.jobs WHERE delivery_id IN (
    SELECT id FROM private.webhook_deliveries WHERE endpoint_id = p_id AND user_id = p_account);
  DELETE FROM private.webhook_endpoints WHERE user_id = p_account AND id = p_id;
  RETURN FOUND;
END
$$;

-- Deliveries as an account's admins see them, newest first, from a place on.
CREATE OR REPLACE FUNCTION private.deliveries(
  p_account TEXT, p_endpoint UUID, p_delivery UUID, p_limit BIGINT, p_created_at TIMESTAMPTZ, p_after UUID
)
RETURNS JSONB
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT coalesce(jsonb_agg(to_jsonb(page) ORDER BY created_at DESC, id DESC), '[]') FROM (
    SELECT delivery.id, 'msg_' || replace(message.id::text, '-', '') AS message_id, message.type, message.data,
      CASE job.state WHEN 'completed' THEN 'delivered' WHEN 'failed' THEN 'failed' WHEN 'cancelled' THEN 'failed' ELSE 'pending' END
        AS status,
      job.attempts, delivery.status_code, CASE WHEN job.state <> 'completed' THEN job.error END AS error,
      CASE job.state WHEN 'queued' THEN job.not_before END AS next_attempt_at,
      delivery.created_at, delivery.delivered_at
    FROM private.webhook_deliveries AS delivery
      JOIN private.webhook_messages AS message ON message.id = delivery.message_id
      JOIN private.jobs AS job ON job.delivery_id = delivery.id
    WHERE delivery.endpoint_id = p_endpoint AND delivery.user_id = p_account AND (p_delivery IS NULL OR delivery.id = p_delivery)
      AND (p_after IS NULL OR (delivery.created_at, delivery.id) < (p_created_at, p_after))
    ORDER BY delivery.created_at DESC, delivery.id DESC LIMIT p_limit
  ) AS page
$$;

CREATE OR REPLACE FUNCTION private.list_deliveries(
  p_account TEXT, p_endpoint UUID, p_limit BIGINT, p_created_at TIMESTAMPTZ, p_after UUID
)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.webhook_endpoints WHERE user_id = p_account AND id = p_endpoint) THEN
    RETURN private.deliveries(p_account, p_endpoint, NULL, p_limit, p_created_at, p_after);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.ping_webhook(p_account TEXT, p_id UUID)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  target private.webhook_endpoints;
  message UUID;
  delivery UUID;
BEGIN
  SELECT * INTO target FROM private.webhook_endpoints WHERE user_id = p_account AND id = p_id;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF target.disabled_at IS NOT NULL THEN
    RETURN jsonb_build_object('refused', 'disabled');
  END IF;
  INSERT INTO private.webhook_messages (user_id, type, data)
    VALUES (p_account, 'ping', jsonb_build_object('webhook_id', p_id)) RETURNING id INTO message;
  SELECT * INTO delivery FROM private.make_deliveries(p_account, message, ARRAY[p_id]);
  RETURN private.deliveries(p_account, p_id, delivery, 1, NULL, NULL) -> 0;
END
$$;

-- Sends it once more, also one that got through: the same message, with the same id.
CREATE OR REPLACE FUNCTION private.retry_delivery(p_account TEXT, p_id UUID, p_delivery UUID)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  disabled BOOLEAN;
BEGIN
  SELECT endpoint.disabled_at IS NOT NULL INTO disabled
    FROM private.webhook_deliveries AS delivery JOIN private.webhook_endpoints AS endpoint ON endpoint.id = delivery.endpoint_id
    WHERE delivery.id = p_delivery AND delivery.endpoint_id = p_id AND delivery.user_id = p_account;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  IF disabled THEN
    RETURN jsonb_build_object('refused', 'disabled');
  END IF;
  UPDATE private.jobs SET state = 'queued', attempts = 0, postponed = 0, error = NULL, lease_token = NULL,
      lease_expires_at = NULL, not_before = now(), deliver_after = now(), deadline_at = now() + INTERVAL '10 days'
    WHERE delivery_id = p_delivery AND state NOT IN ('queued', 'processing');
  IF NOT FOUND THEN
    RETURN jsonb_build_object('refused', 'pending');
  END IF;
  UPDATE private.webhook_deliveries SET status_code = NULL, delivered_at = NULL WHERE id = p_delivery;
  RETURN private.deliveries(p_account, p_id, p_delivery, 1, NULL, NULL) -> 0;
END
$$;

REVOKE ALL ON FUNCTION
  private.make_deliveries(TEXT, UUID, UUID[]),
  private.tell(TEXT, TEXT, JSONB),
  private.made_deliveries(TEXT),
  private.error_told(JSONB),
  private.tell_output(),
  private.tell_file(),
  private.admit_delivery(),
  private.next_delivery(UUID),
  private.note_delivery(private.jobs, private.jobs),
  private.webhook(private.webhook_endpoints),
  private.create_webhook(TEXT, TEXT, UUID, TEXT, TEXT, TEXT[], BYTEA, INT),
  private.list_webhooks(TEXT),
  private.find_webhook(TEXT, UUID),
  private.change_webhook(TEXT, UUID, JSONB),
  private.rotate_webhook(TEXT, UUID, BYTEA, INTERVAL),
  private.delete_webhook(TEXT, UUID),
  private.deliveries(TEXT, UUID, UUID, BIGINT, TIMESTAMPTZ, UUID),
  private.list_deliveries(TEXT, UUID, BIGINT, TIMESTAMPTZ, UUID),
  private.ping_webhook(TEXT, UUID),
  private.retry_delivery(TEXT, UUID, UUID)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.create_webhook(TEXT, TEXT, UUID, TEXT, TEXT, TEXT[], BYTEA, INT),
  private.list_webhooks(TEXT),
  private.find_webhook(TEXT, UUID),
  private.change_webhook(TEXT, UUID, JSONB),
  private.rotate_webhook(TEXT, UUID, BYTEA, INTERVAL),
  private.delete_webhook(TEXT, UUID),
  private.list_deliveries(TEXT, UUID, BIGINT, TIMESTAMPTZ, UUID),
  private.ping_webhook(TEXT, UUID),
  private.retry_delivery(TEXT, UUID, UUID)
  TO repostr_api;

COMMENT ON FUNCTION private.made_deliveries IS 'The ids of the account''s deliveries that this transaction has made';
COMMENT ON FUNCTION private.tell IS 'Makes a message for those of an account''s endpoints that want it; none where none does';
COMMENT ON FUNCTION private.make_deliveries IS 'Makes deliveries of a message with their jobs. Their ids';
GRANT EXECUTE ON FUNCTION
  private.next_delivery(UUID)
  TO repostr_delivery;
COMMENT ON FUNCTION private.next_delivery IS 'One of the deliveries that wait for their turn at the same endpoint, which has it now; NULL: there is none';
COMMENT ON FUNCTION private.create_webhook IS 'The new endpoint; NULL: the account has so many already';
COMMENT ON FUNCTION private.list_webhooks IS 'An account''s endpoints, newest first, without their secrets';
COMMENT ON FUNCTION private.find_webhook IS 'NULL: the account has no such endpoint';
COMMENT ON FUNCTION private.change_webhook IS 'The endpoint after the changes; NULL: the account has none such';
COMMENT ON FUNCTION private.rotate_webhook IS 'The endpoint with a new secret; NULL: the account has none such';
COMMENT ON FUNCTION private.delete_webhook IS 'False: the account has no such endpoint';
COMMENT ON FUNCTION private.list_deliveries IS 'What an endpoint was sent, newest first; NULL: the account has none such';
COMMENT ON FUNCTION private.ping_webhook IS 'A delivery of a ping, or {"refused": "disabled"}; NULL: the account has no such endpoint';
COMMENT ON FUNCTION private.retry_delivery IS 'The delivery, queued again, or {"refused": "disabled" or "pending"}; NULL: the account has none such';

COMMIT;
