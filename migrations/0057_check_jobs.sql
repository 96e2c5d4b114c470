-- Holds the rows of private.jobs against what 0056 says of them, while others work.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0057_check_jobs.sql') THEN RETURN; END IF;

ALTER TABLE private.jobs VALIDATE CONSTRAINT jobs_delivery_owner_fkey;
ALTER TABLE private.jobs VALIDATE CONSTRAINT jobs_subject_check;

INSERT INTO public.schema_versions (version) VALUES ('1.56.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
