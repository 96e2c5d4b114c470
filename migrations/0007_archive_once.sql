-- The archive's trigger is in repeatable/, its key in 9999_open_points.sql. This file keeps the version that landed with them.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0007_archive_once.sql') THEN RETURN; END IF;

INSERT INTO public.schema_versions (version) VALUES ('1.6.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
