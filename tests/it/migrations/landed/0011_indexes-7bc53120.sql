-- For lists read page by page from a cursor, and for counts by status.

BEGIN;

CREATE INDEX IF NOT EXISTS projects_keyset_idx ON public.projects (user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS files_keyset_idx ON public.files (project_id, user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS outputs_keyset_idx ON public.outputs (project_id, user_id, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS outputs_user_status_idx ON public.outputs (user_id, status, created_at);
-- What a project takes with it when it is deleted.
CREATE INDEX IF NOT EXISTS outputs_archive_project_id_user_id_idx ON public.outputs_archive (project_id, user_id);

INSERT INTO public.schema_versions (version) VALUES ('1.10.0') ON CONFLICT DO NOTHING;

COMMIT;
