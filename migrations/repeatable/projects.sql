-- Projects are deleted: small ones at once, large ones in steps.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Asked once a statement by the policies *_not_deleted, as whoever's claims these are.
CREATE OR REPLACE FUNCTION private.deleted_projects()
RETURNS UUID[]
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT ARRAY(SELECT project_id FROM private.deleted_projects WHERE user_id = access.account())
$$;

-- As though the project were gone: whoever inserts is told by the same constraint.
CREATE OR REPLACE FUNCTION private.keep_out_of_deleted_projects()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.deleted_projects WHERE project_id = NEW.project_id) THEN
    RAISE EXCEPTION 'this project was deleted'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_project_id_fkey', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION private.delete_project(p_user TEXT, p_project UUID, p_most INT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  paths TEXT[];
  small BOOLEAN;
BEGIN
  PERFORM FROM public.projects WHERE id = p_project AND user_id = p_user FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM private.deleted_projects WHERE project_id = p_project) THEN
    RETURN NULL;
  END IF;

  SELECT count(*) <= p_most INTO small FROM (
    (SELECT FROM public.outputs WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.outputs_archive WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.files WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
  ) AS content;
  IF small THEN
    paths := ARRAY(SELECT path FROM public.files WHERE project_id = p_project AND user_id = p_user);
    DELETE FROM public.projects WHERE id = p_project;
    PERFORM private.record_action(p_user, 'project.deleted', p_project::text, auth.jwt() ->> 'sub');
    RETURN jsonb_build_object('paths', paths);
  END IF;

  INSERT INTO private.deleted_projects (project_id, user_id) VALUES (p_project, p_user);
  PERFORM private.record_action(p_user, 'project.deleted', p_project::text, auth.jwt() ->> 'sub');
  -- Nobody begins to work on what is going, and who is at it writes nothing.
  PERFORM FROM private.jobs WHERE file_id IN (
    SELECT id FROM public.files WHERE project_id = p_project AND user_id = p_user AND status = 'processing'
  ) FOR UPDATE;
  DELETE FROM private.jobs WHERE output_id IN (
    SELECT id FROM public.outputs
    WHERE project_id = p_project AND user_id = p_user AND kind = ANY (enum_range(NULL::public.output_kind))
      AND status IN ('queued', 'processing')
  );
  DELETE FROM private.jobs WHERE file_id IN (
    SELECT id FROM public.files WHERE project_id = p_project AND user_id = p_user AND status = 'processing'
  );
  RETURN jsonb_build_object('paths', '[]'::jsonb);
END
$$;

CREATE OR REPLACE FUNCTION private.erase_project(p_project UUID, p_limit INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  erased BIGINT;
BEGIN
  -- Whoever calls this can take nothing that its user has not deleted.
  PERFORM FROM public.projects WHERE id = p_project AND id IN (SELECT project_id FROM private.deleted_projects) FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this project was not deleted' USING ERRCODE = 'no_data_found';
  END IF;

  erased := private.delete_outputs(ARRAY(SELECT id FROM public.outputs WHERE project_id = p_project LIMIT p_limit));
  IF erased > 0 THEN
    RETURN erased;
  END IF;
  DELETE FROM public.outputs_archive
    WHERE id = ANY (ARRAY(SELECT id FROM public.outputs_archive WHERE project_id = p_project LIMIT p_limit));
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;
  RETURN private.delete_files(ARRAY(SELECT id FROM public.files WHERE project_id = p_project LIMIT p_limit));
END
$$;

CREATE OR REPLACE FUNCTION private.finish_project(p_project UUID)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  DELETE FROM public.projects WHERE id = p_project AND id IN (SELECT project_id FROM private.deleted_projects)
$$;

REVOKE ALL ON FUNCTION
  private.deleted_projects(),
  private.keep_out_of_deleted_projects(),
  private.delete_project(TEXT, UUID, INT),
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  FROM PUBLIC, anon, service_role;
REVOKE ALL ON FUNCTION
  private.keep_out_of_deleted_projects(),
  private.delete_project(TEXT, UUID, INT),
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  FROM authenticated;
GRANT EXECUTE ON FUNCTION private.deleted_projects() TO authenticated;
GRANT EXECUTE ON FUNCTION private.delete_project(TEXT, UUID, INT) TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  TO repostr_worker;

COMMENT ON FUNCTION private.deleted_projects IS 'Projects of the account of the claims that are being erased';
COMMENT ON FUNCTION private.keep_out_of_deleted_projects IS 'Refuses what is put into a project that is being erased';
COMMENT ON FUNCTION private.delete_project IS 'Deletes a project with at most so many rows in it at once, and marks a larger one, for erase_project. {"paths": of the objects to remove now}; NULL: the user has no such project';
COMMENT ON FUNCTION private.erase_project IS 'Deletes at most so many rows of a deleted project. Returns how many; 0: nothing is left. Raises no_data_found for one that was not deleted';
COMMENT ON FUNCTION private.finish_project IS 'Deletes a deleted project itself, of which nothing is left';

COMMIT;
