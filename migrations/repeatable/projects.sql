-- Projects are deleted: hidden as long as they can be restored, then erased in steps; for good, small ones at once.

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

-- What is over of it stays as it is. Nobody begins to work on what is open, and who is at it writes nothing: what was to be
-- written is cancelled, what was being read is read anew once the project is back.
CREATE OR REPLACE FUNCTION private.delete_project(p_user TEXT, p_project UUID, p_days INT, p_most INT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  until CONSTANT TIMESTAMPTZ := now() + make_interval(days => p_days);
  known private.deleted_projects;
  paths TEXT[] := '{}';
BEGIN
  PERFORM FROM public.projects WHERE id = p_project AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO known FROM private.deleted_projects WHERE project_id = p_project;
  IF FOUND AND (p_days IS NOT NULL OR private.is_restorable(known) IS NOT TRUE) THEN
    RETURN NULL;
  END IF;

  IF p_days IS NULL AND (SELECT count(*) <= p_most FROM (
    (SELECT FROM public.outputs WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.outputs_archive WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
    UNION ALL (SELECT FROM private.deleted_outputs WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.files WHERE project_id = p_project AND user_id = p_user LIMIT p_most + 1)
  ) AS content) THEN
    paths := ARRAY(SELECT path FROM public.files WHERE project_id = p_project AND user_id = p_user);
    DELETE FROM public.projects WHERE id = p_project;
  ELSE
    -- A minute later than it can be restored: who was in time is through by then.
    INSERT INTO private.deleted_projects (project_id, user_id, erase_at, restorable_until)
      VALUES (p_project, p_user, coalesce(until + INTERVAL '1 minute', now()), until)
      ON CONFLICT (project_id) DO UPDATE SET erase_at = excluded.erase_at, restorable_until = excluded.restorable_until;
    PERFORM FROM private.jobs WHERE file_id IN (
      SELECT id FROM public.files WHERE project_id = p_project AND user_id = p_user AND status = 'processing'
    ) FOR UPDATE;
    DELETE FROM private.jobs WHERE output_id IN (
      SELECT id FROM public.outputs
      WHERE project_id = p_project AND user_id = p_user AND kind = ANY (enum_range(NULL::public.output_kind))
        AND status IN ('queued', 'processing')
    );
    UPDATE public.outputs SET status = 'cancelled', completed_at = now(), cancel_requested_at = coalesce(cancel_requested_at, now())
      WHERE project_id = p_project AND user_id = p_user AND kind = ANY (enum_range(NULL::public.output_kind))
        AND status IN ('queued', 'processing');
    DELETE FROM private.jobs WHERE file_id IN (
      SELECT id FROM public.files WHERE project_id = p_project AND user_id = p_user AND status = 'processing'
    );
  END IF;
  PERFORM private.record_action(p_user, CASE WHEN p_days IS NULL THEN 'project.erased' ELSE 'project.deleted' END,
    p_project::text, auth.jwt() ->> 'sub');
  RETURN jsonb_build_object('paths', paths);
END
$$;

CREATE OR REPLACE FUNCTION private.is_restorable(p_deleted private.deleted_projects)
RETURNS BOOLEAN
LANGUAGE sql
VOLATILE
SET search_path = ''
AS $$
  SELECT p_deleted.restorable_until > clock_timestamp()
$$;

CREATE OR REPLACE FUNCTION private.restore_project(p_user TEXT, p_project UUID, p_request_id TEXT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  project public.projects;
  known private.deleted_projects;
BEGIN
  SELECT * INTO project FROM public.projects WHERE id = p_project AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO known FROM private.deleted_projects WHERE project_id = p_project;
  IF NOT FOUND THEN
    RETURN to_jsonb(project);
  END IF;
  IF private.is_restorable(known) IS NOT TRUE THEN
    RETURN NULL;
  END IF;
  DELETE FROM private.deleted_projects WHERE project_id = p_project;
  PERFORM private.enqueue_file(id, p_user, p_request_id, etag) FROM public.files
    WHERE project_id = p_project AND user_id = p_user AND status = 'processing';
  PERFORM private.record_action(p_user, 'project.restored', p_project::text, auth.jwt() ->> 'sub');
  RETURN to_jsonb(project);
END
$$;

CREATE OR REPLACE FUNCTION private.list_deleted_projects(p_user TEXT, p_deleted_at TIMESTAMPTZ, p_id UUID, p_limit BIGINT)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(to_jsonb(project) || jsonb_build_object('deleted_at', page.deleted_at, 'restorable_until', restorable_until)
      ORDER BY page.deleted_at DESC, page.project_id DESC), '[]')
    FROM (
      SELECT * FROM private.deleted_projects
      WHERE user_id = p_user AND restorable_until > now()
        AND (deleted_at, project_id) < (coalesce(p_deleted_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY deleted_at DESC, project_id DESC LIMIT p_limit
    ) AS page JOIN public.projects AS project ON project.id = page.project_id
  );
END
$$;

CREATE OR REPLACE FUNCTION private.is_being_erased(p_project UUID)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM private.deleted_projects WHERE project_id = p_project AND (restorable_until IS NULL OR restorable_until <= now())
  )
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
  -- Whoever calls this can take nothing that its user has not deleted, or could still restore.
  PERFORM FROM public.projects WHERE id = p_project FOR UPDATE;
  IF NOT private.is_being_erased(p_project) THEN
    RAISE EXCEPTION 'this project was not deleted, or can be restored' USING ERRCODE = 'no_data_found';
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
  DELETE FROM private.deleted_outputs
    WHERE id = ANY (ARRAY(SELECT id FROM private.deleted_outputs WHERE project_id = p_project LIMIT p_limit));
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
  DELETE FROM public.projects WHERE id = p_project AND private.is_being_erased(p_project)
$$;

REVOKE ALL ON FUNCTION
  private.deleted_projects(),
  private.keep_out_of_deleted_projects(),
  private.delete_project(TEXT, UUID, INT, INT),
  private.is_restorable(private.deleted_projects),
  private.restore_project(TEXT, UUID, TEXT),
  private.list_deleted_projects(TEXT, TIMESTAMPTZ, UUID, BIGINT),
  private.is_being_erased(UUID),
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  FROM PUBLIC, anon, service_role;
REVOKE ALL ON FUNCTION
  private.keep_out_of_deleted_projects(),
  private.delete_project(TEXT, UUID, INT, INT),
  private.is_restorable(private.deleted_projects),
  private.restore_project(TEXT, UUID, TEXT),
  private.list_deleted_projects(TEXT, TIMESTAMPTZ, UUID, BIGINT),
  private.is_being_erased(UUID),
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  FROM authenticated;
GRANT EXECUTE ON FUNCTION private.deleted_projects() TO authenticated;
GRANT EXECUTE ON FUNCTION
  private.delete_project(TEXT, UUID, INT, INT),
  private.restore_project(TEXT, UUID, TEXT),
  private.list_deleted_projects(TEXT, TIMESTAMPTZ, UUID, BIGINT)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.erase_project(UUID, INT),
  private.finish_project(UUID)
  TO repostr_worker;

COMMENT ON FUNCTION private.deleted_projects IS 'Projects of the account of the claims that were deleted';
COMMENT ON FUNCTION private.keep_out_of_deleted_projects IS 'Refuses what is put into a project that was deleted';
COMMENT ON FUNCTION private.delete_project(TEXT, UUID, INT, INT) IS 'Hides a project for so many days in which it can be restored. Without days it goes for good, also if it was deleted before: at once with at most so many rows in it, a larger one is marked for erase_project. {"paths": of the objects to remove now}; NULL: the user has no such project';
COMMENT ON FUNCTION private.is_restorable IS 'Whether it can be restored; asked when its project is locked';
COMMENT ON FUNCTION private.restore_project IS 'Restores a deleted project. The project, also if it was not deleted; NULL: the user has none that can be restored';
COMMENT ON FUNCTION private.list_deleted_projects IS 'An account''s projects that can be restored, the last deleted first, after a position';
COMMENT ON FUNCTION private.is_being_erased IS 'Whether the project was deleted and can''t be restored';
COMMENT ON FUNCTION private.erase_project IS 'Deletes at most so many rows of a deleted project. Returns how many; 0: nothing is left. Raises no_data_found for one that was not deleted, or can be restored';
COMMENT ON FUNCTION private.finish_project IS 'Deletes a deleted project itself, of which nothing is left';

COMMIT;
