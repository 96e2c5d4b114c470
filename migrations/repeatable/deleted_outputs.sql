-- Outputs are deleted: kept apart as long as they can be restored, or gone for good.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Whoever calls this has locked the output's job.
CREATE OR REPLACE FUNCTION private.delete_output(p_user TEXT, p_project UUID, p_output UUID, p_days INT)
RETURNS BOOLEAN
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  own CONSTANT TEXT[] := '{id,user_id,project_id,created_by}';
  output public.outputs;
  archived public.outputs_archive;
BEGIN
  IF EXISTS (SELECT FROM private.deleted_projects WHERE project_id = p_project) THEN
    RETURN false;
  END IF;
  SELECT * INTO output FROM public.outputs WHERE id = p_output AND project_id = p_project AND user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    -- What was deleted before can still be deleted for good.
    DELETE FROM private.deleted_outputs
      WHERE p_days IS NULL AND id = p_output AND project_id = p_project AND user_id = p_user AND restorable_until > now();
    IF NOT FOUND THEN
      RETURN false;
    END IF;
  ELSE
    SELECT * INTO archived FROM public.outputs_archive WHERE id = p_output;
    IF p_days IS NOT NULL THEN
      IF output.status IN ('queued', 'processing') THEN
        output.status := 'cancelled';
        output.completed_at := now();
        output.cancel_requested_at := coalesce(output.cancel_requested_at, now());
      END IF;
      INSERT INTO private.deleted_outputs (id, user_id, project_id, created_by, restorable_until, output, versions, archived)
        VALUES (p_output, p_user, p_project, output.created_by, now() + make_interval(days => p_days), to_jsonb(output) - own,
          (SELECT coalesce(jsonb_agg(to_jsonb(kept) - 'user_id' ORDER BY version), '[]')
           FROM public.output_versions AS kept WHERE output_id = p_output),
          CASE WHEN archived.id IS NOT NULL THEN to_jsonb(archived) - own END);
    END IF;
    DELETE FROM public.outputs_archive WHERE id = archived.id;
    PERFORM private.delete_outputs(ARRAY[p_output]);
  END IF;
  PERFORM private.record_action(p_user, CASE WHEN p_days IS NULL THEN 'output.erased' ELSE 'output.deleted' END,
    p_output::text, auth.jwt() ->> 'sub');
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION private.restore_output(p_user TEXT, p_project UUID, p_output UUID)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  deleted private.deleted_outputs;
  own JSONB;
  output public.outputs;
BEGIN
  -- Held, so that the project isn't deleted meanwhile.
  PERFORM FROM public.projects WHERE id = p_project AND user_id = p_user FOR SHARE;
  IF NOT FOUND OR EXISTS (SELECT FROM private.deleted_projects WHERE project_id = p_project) THEN
    RETURN NULL;
  END IF;
  DELETE FROM private.deleted_outputs
    WHERE id = p_output AND project_id = p_project AND user_id = p_user AND restorable_until > now()
    RETURNING * INTO deleted;
  IF NOT FOUND THEN
    SELECT * INTO output FROM public.outputs WHERE id = p_output AND project_id = p_project AND user_id = p_user;
    RETURN CASE WHEN FOUND THEN to_jsonb(output) END;
  END IF;

  own := jsonb_build_object('id', deleted.id, 'user_id', p_user, 'project_id', p_project, 'created_by', deleted.created_by);
  output := jsonb_populate_record(NULL::public.outputs, deleted.output || own);
  output.stale := output.stale OR private.is_stale(output.metadata);
  INSERT INTO public.outputs SELECT output.*;
  INSERT INTO public.output_versions
    SELECT kept.* FROM jsonb_array_elements(deleted.versions) AS version,
      jsonb_populate_record(NULL::public.output_versions, version || jsonb_build_object('user_id', p_user)) AS kept;
  IF deleted.archived IS NOT NULL THEN
    INSERT INTO public.outputs_archive
      SELECT archived.* FROM jsonb_populate_record(NULL::public.outputs_archive, deleted.archived || own) AS archived;
  END IF;
  PERFORM private.record_action(p_user, 'output.restored', p_output::text, auth.jwt() ->> 'sub');
  RETURN to_jsonb(output);
END
$$;

CREATE OR REPLACE FUNCTION private.list_deleted_outputs(
  p_user TEXT, p_project UUID, p_deleted_at TIMESTAMPTZ, p_id UUID, p_limit BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.projects WHERE id = p_project AND user_id = p_user)
    OR EXISTS (SELECT FROM private.deleted_projects WHERE project_id = p_project)
  THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT coalesce(jsonb_agg(to_jsonb(page) - '{output,versions,archived}'::text[] || output
      ORDER BY deleted_at DESC, id DESC), '[]')
    FROM (
      SELECT id, user_id, project_id, created_by, deleted_at, restorable_until, output FROM private.deleted_outputs
      WHERE project_id = p_project AND user_id = p_user AND restorable_until > now()
        AND (deleted_at, id) < (coalesce(p_deleted_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY deleted_at DESC, id DESC LIMIT p_limit
    ) AS page
  );
END
$$;

CREATE OR REPLACE FUNCTION private.erase_outputs(p_limit INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  erased BIGINT;
BEGIN
  DELETE FROM private.deleted_outputs WHERE id = ANY (ARRAY(
    SELECT id FROM private.deleted_outputs WHERE restorable_until <= now() ORDER BY restorable_until LIMIT p_limit FOR UPDATE SKIP LOCKED
  ));
  GET DIAGNOSTICS erased = ROW_COUNT;
  RETURN erased;
END
$$;

REVOKE ALL ON FUNCTION
  private.delete_output(TEXT, UUID, UUID, INT),
  private.restore_output(TEXT, UUID, UUID),
  private.list_deleted_outputs(TEXT, UUID, TIMESTAMPTZ, UUID, BIGINT),
  private.erase_outputs(INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.delete_output(TEXT, UUID, UUID, INT),
  private.restore_output(TEXT, UUID, UUID),
  private.list_deleted_outputs(TEXT, UUID, TIMESTAMPTZ, UUID, BIGINT)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION private.erase_outputs(INT) TO repostr_worker;

COMMENT ON FUNCTION private.delete_output IS 'Deletes an output with its versions, its job and its copy in the archive, so that it can be restored for so many days. Without days it goes for good, also if it was deleted before. Whether there was one';
COMMENT ON FUNCTION private.restore_output IS 'Restores a deleted output. The output, also if it was not deleted; NULL: the user has none that can be restored';
COMMENT ON FUNCTION private.list_deleted_outputs IS 'A project''s outputs that can be restored, the last deleted first, after a position. NULL: the user has no such project';
COMMENT ON FUNCTION private.erase_outputs IS 'Deletes at most so many outputs that can''t be restored any more. Returns how many';

COMMIT;
