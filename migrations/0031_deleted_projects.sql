-- A large project is deleted in steps. It is marked, from then on it and all that is in it doesn't exist for its user, by
-- whatever way they ask, and maintenance erases the rest.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0031_deleted_projects.sql') THEN RETURN; END IF;

CREATE TABLE private.deleted_projects (
  project_id UUID PRIMARY KEY REFERENCES public.projects (id) ON DELETE CASCADE,
  user_id TEXT NOT NULL,
  deleted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  erase_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX deleted_projects_user_id_idx ON private.deleted_projects (user_id);
ALTER TABLE private.deleted_projects ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.deleted_projects FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, UPDATE (erase_at) ON private.deleted_projects TO repostr_worker;
CREATE POLICY deleted_projects_worker_all ON private.deleted_projects TO repostr_worker USING (true) WITH CHECK (true);
COMMENT ON TABLE private.deleted_projects IS 'Projects whose rows and objects are still being erased';
COMMENT ON COLUMN private.deleted_projects.erase_at IS 'When to go on';

-- As repeatable/outputs.sql has it; policies need it before that is applied.
CREATE FUNCTION private.deleted_projects()
RETURNS UUID[]
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT ARRAY(SELECT project_id FROM private.deleted_projects WHERE user_id = auth.jwt() ->> 'sub')
$$;
REVOKE ALL ON FUNCTION private.deleted_projects() FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.deleted_projects() TO authenticated;

CREATE POLICY projects_not_deleted ON public.projects AS RESTRICTIVE TO authenticated
  USING (id <> ALL ((SELECT private.deleted_projects())::uuid[]));
CREATE POLICY files_not_deleted ON public.files AS RESTRICTIVE TO authenticated
  USING (project_id <> ALL ((SELECT private.deleted_projects())::uuid[]));
CREATE POLICY outputs_not_deleted ON public.outputs AS RESTRICTIVE TO authenticated
  USING (project_id <> ALL ((SELECT private.deleted_projects())::uuid[]));
CREATE POLICY outputs_archive_not_deleted ON public.outputs_archive AS RESTRICTIVE TO authenticated
  USING (project_id <> ALL ((SELECT private.deleted_projects())::uuid[]));
-- These two know their project by what they are of. Each row is only looked at while something is being erased.
CREATE POLICY output_versions_not_deleted ON public.output_versions AS RESTRICTIVE TO authenticated
  USING ((SELECT private.deleted_projects()) = '{}' OR EXISTS (SELECT FROM public.outputs WHERE outputs.id = output_id));
CREATE POLICY transcriptions_not_deleted ON public.transcriptions AS RESTRICTIVE TO authenticated
  USING ((SELECT private.deleted_projects()) = '{}' OR EXISTS (SELECT FROM public.files WHERE files.id = file_id));

INSERT INTO public.schema_versions (version) VALUES ('1.30.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
