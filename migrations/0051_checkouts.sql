-- The one checkout at Stripe that an account has open, so that many who ask at once are sent to the same page.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0051_checkouts.sql') THEN RETURN; END IF;

CREATE TABLE private.checkouts (
  user_id TEXT PRIMARY KEY,
  price TEXT NOT NULL,
  key UUID NOT NULL DEFAULT gen_random_uuid(),
  session_id TEXT,
  url TEXT,
  replaces TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
ALTER TABLE private.checkouts ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.checkouts FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;

COMMENT ON TABLE private.checkouts IS 'The checkout that an account has open at Stripe; it goes when a subscription comes of it';
COMMENT ON COLUMN private.checkouts.key IS 'The idempotency key of the session: whoever asks meanwhile gets the same one';
COMMENT ON COLUMN private.checkouts.replaces IS 'The session for another price, which is to be closed first';

INSERT INTO public.schema_versions (version) VALUES ('1.50.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
