-- Uploads that were never completed, the longest waiting first: `maintenance` gives them up.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0016_uploads.sql') THEN RETURN; END IF;

CREATE INDEX IF NOT EXISTS files_uploading_idx ON public.files (created_at) WHERE status = 'uploading';

INSERT INTO public.schema_versions (version) VALUES ('1.15.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
