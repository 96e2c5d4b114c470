-- What a person has made in the account of others is found when they are deleted. Until there are organizations none of these
-- indexes has an entry. Where there are millions of outputs, build theirs beforehand (docs/operations.md).

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0044_created_by_indexes.sql') THEN RETURN; END IF;

CREATE INDEX IF NOT EXISTS projects_created_by_idx ON public.projects (created_by) WHERE created_by <> user_id;
CREATE INDEX IF NOT EXISTS files_created_by_idx ON public.files (created_by) WHERE created_by <> user_id;
CREATE INDEX IF NOT EXISTS templates_created_by_idx ON public.templates (created_by) WHERE created_by <> user_id;
CREATE INDEX IF NOT EXISTS jobs_created_by_idx ON private.jobs (created_by) WHERE created_by <> user_id;
CREATE INDEX IF NOT EXISTS outputs_created_by_idx ON public.outputs (created_by) WHERE created_by <> user_id;
CREATE INDEX IF NOT EXISTS outputs_archive_created_by_idx ON public.outputs_archive (created_by) WHERE created_by <> user_id;

INSERT INTO public.schema_versions (version) VALUES ('1.43.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
