-- A project goes to another account, with all that is in it.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.is_worked_on(p_project UUID)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM private.jobs JOIN public.files AS file ON file.id = file_id
    WHERE project_id = p_project AND state IN ('queued', 'processing')
  ) OR EXISTS (
    SELECT FROM private.jobs JOIN public.outputs AS output ON output.id = output_id
    WHERE project_id = p_project AND state IN ('queued', 'processing')
  )
$$;

-- Whether somebody is known to be an admin there. Their token speaks of one account alone, so it is the webhook's word that counts.
CREATE OR REPLACE FUNCTION private.is_admin_of(p_person TEXT, p_account TEXT)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT (p_account = p_person OR EXISTS (
      SELECT FROM private.memberships
      WHERE org_id = p_account AND user_id = p_person AND role = 'admin' AND removed_at IS NULL
    )) AND NOT EXISTS (SELECT FROM private.tombstones WHERE user_id = p_account)
$$;

CREATE OR REPLACE FUNCTION private.transfer_project(
  p_account TEXT, p_person TEXT, p_project UUID, p_to TEXT, p_most INT, p_quotas BOOLEAN
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  project public.projects;
BEGIN
  SELECT * INTO project FROM public.projects WHERE id = p_project AND user_id = p_account FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM private.deleted_projects WHERE project_id = p_project) THEN
    RETURN jsonb_build_object('refused', 'not_found');
  END IF;
  IF p_to = p_account THEN
    RETURN jsonb_build_object('project', project);
  END IF;
  IF NOT private.is_admin_of(p_person, p_to) THEN
    RETURN jsonb_build_object('refused', 'not_admin');
  END IF;
  IF (SELECT count(*) > p_most FROM (
    (SELECT FROM public.outputs WHERE project_id = p_project AND user_id = p_account LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.outputs_archive WHERE project_id = p_project AND user_id = p_account LIMIT p_most + 1)
    UNION ALL (SELECT FROM private.deleted_outputs WHERE project_id = p_project AND user_id = p_account LIMIT p_most + 1)
    UNION ALL (SELECT FROM public.files WHERE project_id = p_project AND user_id = p_account LIMIT p_most + 1)
  ) AS content) THEN
    RETURN jsonb_build_object('refused', 'too_large');
  END IF;

  -- No job begins while these are held.
  PERFORM FROM private.jobs WHERE file_id IN (SELECT id FROM public.files WHERE project_id = p_project) ORDER BY file_id FOR UPDATE;
  PERFORM FROM private.jobs WHERE output_id IN (SELECT id FROM public.outputs WHERE project_id = p_project) ORDER BY output_id FOR UPDATE;
  IF private.is_worked_on(p_project) THEN
    RETURN jsonb_build_object('refused', 'busy');
  END IF;

  -- In one statement: rows that refer to each other with their account are held to it at its end.
  WITH of_files AS (SELECT id FROM public.files WHERE project_id = p_project),
    of_outputs AS (SELECT id FROM public.outputs WHERE project_id = p_project),
    moved AS (UPDATE public.projects SET user_id = p_to WHERE id = p_project RETURNING *),
    files AS (
      UPDATE public.files SET user_id = p_to, key_account = nullif(coalesce(key_account, p_account), p_to) WHERE project_id = p_project
    ),
    transcriptions AS (UPDATE public.transcriptions SET user_id = p_to WHERE file_id IN (SELECT id FROM of_files)),
    transcription_versions AS (
      UPDATE public.transcription_versions SET user_id = p_to WHERE file_id IN (SELECT id FROM of_files)
    ),
    jobs_of_files AS (UPDATE private.jobs SET user_id = p_to WHERE file_id IN (SELECT id FROM of_files)),
    jobs_of_outputs AS (UPDATE private.jobs SET user_id = p_to WHERE output_id IN (SELECT id FROM of_outputs)),
    outputs AS (UPDATE public.outputs SET user_id = p_to WHERE project_id = p_project),
    output_versions AS (UPDATE public.output_versions SET user_id = p_to WHERE output_id IN (SELECT id FROM of_outputs)),
    outputs_archive AS (UPDATE public.outputs_archive SET user_id = p_to WHERE project_id = p_project),
    deleted_outputs AS (UPDATE private.deleted_outputs SET user_id = p_to WHERE project_id = p_project),
    output_words AS (DELETE FROM private.output_words WHERE output_id IN (SELECT id FROM of_outputs))
  SELECT * INTO project FROM moved;
  -- The same words are others in another account.
  PERFORM private.enter_words(output) FROM public.outputs AS output WHERE project_id = p_project;

  -- An output without a job had none that could be held.
  IF private.is_worked_on(p_project) THEN
    RAISE EXCEPTION 'a job has begun' USING ERRCODE = 'object_in_use';
  END IF;
  IF p_quotas THEN
    PERFORM private.hold_quota(p_to, 'storage_bytes');
  END IF;
  PERFORM private.record_action(p_account, 'project.sent', p_project::text, p_person);
  PERFORM private.record_action(p_to, 'project.received', p_project::text, p_person);
  RETURN jsonb_build_object('project', project);
END
$$;

-- The object was copied to a key that begins with the file's own account. Not where it has another key by now.
CREATE OR REPLACE FUNCTION private.rekey_file(p_file UUID, p_from TEXT, p_to TEXT, p_public_url TEXT, p_etag TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE public.files SET path = p_to, key_account = NULL, etag = coalesce(p_etag, etag),
      public_url = CASE WHEN public_url IS NOT NULL THEN p_public_url END
    WHERE id = p_file AND path = p_from AND key_account IS NOT NULL
$$;

REVOKE ALL ON FUNCTION
  private.is_worked_on(UUID),
  private.is_admin_of(TEXT, TEXT),
  private.transfer_project(TEXT, TEXT, UUID, TEXT, INT, BOOLEAN),
  private.rekey_file(UUID, TEXT, TEXT, TEXT, TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.transfer_project(TEXT, TEXT, UUID, TEXT, INT, BOOLEAN) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.rekey_file(UUID, TEXT, TEXT, TEXT, TEXT) TO repostr_worker;

COMMENT ON FUNCTION private.is_worked_on IS 'Whether a job of the project is not over';
COMMENT ON FUNCTION private.is_admin_of IS 'Whether the account is the person''s own, or one whose admin they are by what Clerk has reported';
COMMENT ON FUNCTION private.transfer_project IS 'Gives a project with at most so many rows to an account whose admin the person is. {"project"}, or {"refused"}: not_found, not_admin, too_large, busy. Raises RP402 where the plan there has no room, 55006 where a job begins meanwhile';
COMMENT ON FUNCTION private.rekey_file IS 'Notes where a file''s object is after it was copied, unless the file is gone or has another key';

COMMIT;
