-- What happens to an output after it was asked for: edits are counted and kept, jobs are called off, and readers wait.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0014_output_changes.sql') THEN RETURN; END IF;

-- A call is entered once, however often its result is sent.
ALTER TABLE private.provider_calls ADD COLUMN IF NOT EXISTS lease_token UUID;
CREATE UNIQUE INDEX IF NOT EXISTS provider_calls_lease_token_idx ON private.provider_calls (lease_token);
COMMENT ON COLUMN private.provider_calls.lease_token IS 'Of the claim whose result it gave';

-- Who waits for an output to be done: one request a user, and so many in all, over all instances. The place of one that
-- is gone without giving it back is free again when its time is over.
CREATE TABLE IF NOT EXISTS private.waiters (
  user_id TEXT PRIMARY KEY,
  token UUID NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
ALTER TABLE private.waiters ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.waiters FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
COMMENT ON TABLE private.waiters IS 'Reads that wait for an output (Prefer: wait)';

INSERT INTO public.schema_versions (version) VALUES ('1.13.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
