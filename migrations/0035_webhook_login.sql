-- The login of the webhook, which anybody may call: it may say what the sign-in service says of its users, and nothing else.
-- `migrate` sets its password; without one it can't log in.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0035_webhook_login.sql') THEN RETURN; END IF;

IF to_regrole('repostr_webhook') IS NULL THEN
  CREATE ROLE repostr_webhook LOGIN NOINHERIT;
  ALTER ROLE repostr_webhook SET statement_timeout = '10s';
  ALTER ROLE repostr_webhook SET jit = off;
  ALTER ROLE repostr_webhook SET lock_timeout = '5s';
  ALTER ROLE repostr_webhook SET idle_in_transaction_session_timeout = '60s';
  COMMENT ON ROLE repostr_webhook IS 'The webhook of the sign-in service. No rights on tables: calls user_changed and user_deleted';
END IF;
GRANT USAGE ON SCHEMA private TO repostr_webhook;

INSERT INTO public.schema_versions (version) VALUES ('1.34.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
