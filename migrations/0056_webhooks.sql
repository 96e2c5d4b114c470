-- Webhooks: where accounts want to be told of what happens to their outputs and files, what has happened, and what came of
-- telling each of them. Telling an endpoint is a kind of work, with a login of its own that sees nothing else.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0056_webhooks.sql') THEN RETURN; END IF;

IF to_regrole('repostr_delivery') IS NULL THEN
  CREATE ROLE repostr_delivery LOGIN NOINHERIT;
  ALTER ROLE repostr_delivery SET statement_timeout = '10s';
  ALTER ROLE repostr_delivery SET jit = off;
  ALTER ROLE repostr_delivery SET lock_timeout = '5s';
  ALTER ROLE repostr_delivery SET idle_in_transaction_session_timeout = '60s';
  COMMENT ON ROLE repostr_delivery IS 'The worker that calls webhook endpoints. Policies {table}_delivery_all, on these tables and on its own jobs alone';
END IF;
GRANT USAGE ON SCHEMA private TO repostr_delivery;

CREATE TABLE private.webhook_endpoints (
  id UUID PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_by TEXT,
  url TEXT NOT NULL CHECK (char_length(url) <= 2048),
  description TEXT CHECK (char_length(description) <= 200),
  types TEXT[] NOT NULL CHECK (types <> '{}'),
  secret BYTEA NOT NULL,
  previous_secret BYTEA,
  previous_secret_until TIMESTAMPTZ,
  failing_since TIMESTAMPTZ,
  disabled_at TIMESTAMPTZ,
  disabled_reason TEXT CHECK (disabled_reason IN ('asked', 'gone', 'failing')),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (id, user_id)
);
CREATE INDEX webhook_endpoints_user_id_idx ON private.webhook_endpoints (user_id, created_at);
CREATE INDEX webhook_endpoints_created_by_idx ON private.webhook_endpoints (created_by) WHERE created_by <> user_id;

CREATE TABLE private.webhook_messages (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  type TEXT NOT NULL,
  data JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX webhook_messages_user_id_idx ON private.webhook_messages (user_id);
CREATE INDEX webhook_messages_created_at_idx ON private.webhook_messages (created_at);

CREATE TABLE private.webhook_deliveries (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  endpoint_id UUID NOT NULL,
  message_id UUID NOT NULL REFERENCES private.webhook_messages (id) ON DELETE CASCADE,
  status_code INT,
  delivered_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  UNIQUE (id, user_id),
  UNIQUE (message_id, endpoint_id),
  FOREIGN KEY (endpoint_id, user_id) REFERENCES private.webhook_endpoints (id, user_id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_user_id_idx ON private.webhook_deliveries (user_id);
CREATE INDEX webhook_deliveries_endpoint_id_idx ON private.webhook_deliveries (endpoint_id, created_at, id);

ALTER TABLE private.webhook_endpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.webhook_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.webhook_deliveries ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.webhook_endpoints, private.webhook_messages, private.webhook_deliveries
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker, repostr_webhook, repostr_delivery;
GRANT SELECT ON TABLE private.webhook_endpoints, private.webhook_messages, private.webhook_deliveries TO repostr_delivery;
GRANT UPDATE (status_code, delivered_at) ON private.webhook_deliveries TO repostr_delivery;
GRANT SELECT, DELETE ON private.webhook_messages TO repostr_worker;
CREATE POLICY webhook_endpoints_delivery_all ON private.webhook_endpoints FOR ALL TO repostr_delivery
  USING (true) WITH CHECK (true);
CREATE POLICY webhook_messages_delivery_all ON private.webhook_messages FOR ALL TO repostr_delivery
  USING (true) WITH CHECK (true);
CREATE POLICY webhook_deliveries_delivery_all ON private.webhook_deliveries FOR ALL TO repostr_delivery
  USING (true) WITH CHECK (true);
CREATE POLICY webhook_messages_worker_all ON private.webhook_messages FOR ALL TO repostr_worker
  USING (true) WITH CHECK (true);

ALTER TABLE private.jobs
  ADD COLUMN delivery_id UUID,
  ADD CONSTRAINT jobs_delivery_owner_fkey FOREIGN KEY (delivery_id, user_id)
    REFERENCES private.webhook_deliveries (id, user_id) ON DELETE CASCADE NOT VALID,
  DROP CONSTRAINT jobs_subject_check,
  -- No row can break it that kept the one before: 0057 says so under a lock that lets others work.
  ADD CONSTRAINT jobs_subject_check CHECK (num_nonnulls(output_id, file_id, delivery_id) = 1
    AND CASE work WHEN 'generation' THEN output_id WHEN 'ingestion' THEN file_id WHEN 'delivery' THEN delivery_id END IS NOT NULL)
    NOT VALID;
CREATE UNIQUE INDEX jobs_delivery_id_key ON private.jobs (delivery_id) WHERE delivery_id IS NOT NULL;
GRANT SELECT, UPDATE ON private.jobs TO repostr_delivery;
CREATE POLICY jobs_delivery_all ON private.jobs FOR ALL TO repostr_delivery
  USING (work = 'delivery') WITH CHECK (work = 'delivery');

COMMENT ON COLUMN private.jobs.waits_for IS 'Files that are still being read; not_before is then the deadline. Of a delivery: its endpoint, while that is sent as many as it takes at a time';
COMMENT ON TABLE private.webhook_endpoints IS 'Addresses that accounts want to be told at';
COMMENT ON COLUMN private.webhook_endpoints.secret IS 'That signs, encrypted (AES-256-GCM, nonce first) with a key that the database has not';
COMMENT ON COLUMN private.webhook_endpoints.previous_secret IS 'Signs beside the other one until previous_secret_until';
COMMENT ON COLUMN private.webhook_endpoints.failing_since IS 'Nothing has got through since then';
COMMENT ON COLUMN private.webhook_endpoints.disabled_reason IS 'asked: by an admin. gone: it answered 410. failing: for five days nothing got through';
COMMENT ON TABLE private.webhook_messages IS 'What has happened, where an endpoint wants to be told. Kept for 30 days';
COMMENT ON COLUMN private.webhook_messages.data IS 'Ids, status and error. No text';
COMMENT ON TABLE private.webhook_deliveries IS 'A message for an endpoint. How far it is says its job';
COMMENT ON COLUMN private.webhook_deliveries.status_code IS 'What the endpoint answered when it took the message';

INSERT INTO public.schema_versions (version) VALUES ('1.55.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
