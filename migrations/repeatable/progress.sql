-- How far a job is: what its user is told, and when it is forgotten.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Of a row that policies have let through, to be added to it: {"progress": {stage, done, total}}, or {} where nothing is to be done.
CREATE OR REPLACE FUNCTION access.progress(p_subject UUID, p_status TEXT)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- Most rows are final: nothing is looked up for these.
  IF p_status NOT IN ('queued', 'processing') THEN
    RETURN '{}';
  END IF;
  RETURN coalesce((
    SELECT jsonb_build_object('progress', jsonb_build_object('stage', coalesce(progress.stage, 'waiting'),
      'done', coalesce(progress.done, 0), 'total', coalesce(progress.total, 1)))
    FROM private.jobs AS job
      LEFT JOIN private.job_progress AS progress
        ON progress.subject_id = p_subject AND progress.lease_token = job.lease_token
    WHERE private.is_job_of(job, p_subject) AND job.user_id = access.account()
      AND job.state IN ('queued', 'processing')
  ), '{}');
END
$$;

CREATE OR REPLACE FUNCTION private.forget_job_progress()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM private.job_progress WHERE subject_id = private.subject_of(OLD);
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION access.progress(UUID, TEXT), private.forget_job_progress()
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION access.progress(UUID, TEXT) TO authenticated;

COMMENT ON FUNCTION access.progress IS 'How far the work on an output or a file of the account is, for its row. Empty: nothing is to be done';
COMMENT ON FUNCTION private.forget_job_progress IS 'Deletes how far a job was when it is over or gone';

COMMIT;
