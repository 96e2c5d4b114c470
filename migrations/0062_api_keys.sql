-- Keys by which programs ask for an account, without a session of the sign-in service.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0062_api_keys.sql') THEN RETURN; END IF;

CREATE TABLE private.api_keys (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  name TEXT NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
  prefix TEXT NOT NULL UNIQUE,
  hash BYTEA NOT NULL CHECK (octet_length(hash) = 32),
  scopes TEXT[] NOT NULL CHECK (scopes <> '{}' AND scopes <@ ARRAY['read', 'write']),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at TIMESTAMPTZ,
  last_used_at TIMESTAMPTZ
);
CREATE INDEX api_keys_user_id_idx ON private.api_keys (user_id, created_at);
CREATE INDEX api_keys_created_by_idx ON private.api_keys (created_by);
ALTER TABLE private.api_keys ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.api_keys
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker, repostr_webhook;
COMMENT ON TABLE private.api_keys IS 'Keys of programs. A key itself is kept nowhere';
COMMENT ON COLUMN private.api_keys.user_id IS 'The account that it asks for';
COMMENT ON COLUMN private.api_keys.created_by IS 'Who made it. It ends with them, and with their membership';
COMMENT ON COLUMN private.api_keys.prefix IS 'Its beginning, by which people know it again';
COMMENT ON COLUMN private.api_keys.hash IS 'SHA-256 of the whole key';
COMMENT ON COLUMN private.api_keys.last_used_at IS 'To the minute';

INSERT INTO public.schema_versions (version) VALUES ('1.61.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
