-- The functions by which the API reaches `private` are in repeatable/. This file keeps the version that landed with them.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0009_functions.sql') THEN RETURN; END IF;

INSERT INTO public.schema_versions (version) VALUES ('1.8.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
