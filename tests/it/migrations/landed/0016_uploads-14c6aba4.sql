-- Uploads that were never completed, the longest waiting first: `maintenance` gives them up.

BEGIN;

CREATE INDEX IF NOT EXISTS files_uploading_idx ON public.files (created_at) WHERE status = 'uploading';

INSERT INTO public.schema_versions (version) VALUES ('1.15.0') ON CONFLICT DO NOTHING;

COMMIT;
