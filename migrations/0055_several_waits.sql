-- Somebody may wait for several outputs at a time.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0055_several_waits.sql') THEN RETURN; END IF;

ALTER TABLE private.waiters DROP CONSTRAINT waiters_pkey;
ALTER TABLE private.waiters ADD CONSTRAINT waiters_pkey PRIMARY KEY (token);
CREATE INDEX waiters_user_id_idx ON private.waiters (user_id);

INSERT INTO public.schema_versions (version) VALUES ('1.54.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
