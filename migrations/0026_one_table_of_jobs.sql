-- One table of jobs, whatever is worked on. The jobs of files move into private.jobs as they are, in whatever state, and
-- workers from before go on: what they know as private.file_jobs is a view of it.
--
-- What kind of work a job is stands in `work`. It isn't called `kind`, because that is the kind of the output, and workers
-- from before read it by that name: while this is deployed, and again if the deployment is rolled back.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0026_one_table_of_jobs.sql') THEN RETURN; END IF;

DO $$
BEGIN
  -- All locks at once or none: nobody's transaction is broken off because it waits for this one while this waits for it.
  -- Each wait is shorter than the second after which Postgres would look for a deadlock.
  FOR attempt IN 1..300 LOOP
    BEGIN
      SET LOCAL lock_timeout = '300ms';
      LOCK TABLE public.files IN SHARE ROW EXCLUSIVE MODE;
      LOCK TABLE private.file_jobs, private.jobs IN ACCESS EXCLUSIVE MODE;
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.2);
    END;
  END LOOP;
  RAISE EXCEPTION 'the tables of jobs are in use' USING ERRCODE = 'lock_not_available';
END
$$;

ALTER TABLE private.jobs
  -- private.enqueue, as it stands until the repeatable files come, doesn't name it.
  ADD COLUMN work TEXT NOT NULL DEFAULT 'generation',
  ADD COLUMN file_id UUID,
  ADD COLUMN progress JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN postponed INT NOT NULL DEFAULT 0,
  ADD COLUMN error JSONB,
  ALTER COLUMN kind DROP NOT NULL,
  ADD CONSTRAINT jobs_output_id_key UNIQUE (output_id),
  DROP CONSTRAINT jobs_pkey,
  ALTER COLUMN output_id DROP NOT NULL,
  ADD CONSTRAINT jobs_file_owner_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files (id, user_id) ON DELETE CASCADE,
  ADD CONSTRAINT jobs_subject_check CHECK (num_nonnulls(output_id, file_id) = 1
    AND CASE work WHEN 'generation' THEN output_id WHEN 'ingestion' THEN file_id END IS NOT NULL);
-- Of files alone, so that an output's job has no entry in it.
CREATE UNIQUE INDEX jobs_file_id_key ON private.jobs (file_id) WHERE file_id IS NOT NULL;

-- A file takes no place in its user's quota.
DROP TRIGGER trg_jobs_reservation ON private.jobs;
CREATE TRIGGER trg_jobs_reservation AFTER DELETE OR UPDATE OF state ON private.jobs
  FOR EACH ROW WHEN (OLD.output_id IS NOT NULL) EXECUTE FUNCTION private.keep_reservation();
CREATE TRIGGER trg_jobs_reservation_begins AFTER INSERT ON private.jobs
  FOR EACH ROW WHEN (NEW.output_id IS NOT NULL) EXECUTE FUNCTION private.keep_reservation();

INSERT INTO private.jobs (work, file_id, user_id, request, request_id, state, attempts, max_attempts, lease_token,
    lease_expires_at, not_before, deliver_after, deadline_at, progress, created_at)
  SELECT 'ingestion', file_id, user_id, jsonb_build_object('etag', etag), request_id, state, attempts, max_attempts,
    lease_token, lease_expires_at, not_before, deliver_after, deadline_at, pieces, created_at
  FROM private.file_jobs;

DROP TABLE private.file_jobs;
CREATE VIEW private.file_jobs AS
  SELECT file_id, user_id, request_id, state, attempts, max_attempts, lease_token, lease_expires_at, not_before,
    deliver_after, deadline_at, request ->> 'etag' AS etag, progress AS pieces, created_at
  FROM private.jobs WHERE file_id IS NOT NULL;
REVOKE ALL ON TABLE private.file_jobs FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, UPDATE ON private.file_jobs TO repostr_worker;

-- What goes on between this commit and that of the repeatable files, on a database that has them already.
IF to_regprocedure('private.wake_outputs()') IS NOT NULL THEN
  CREATE TRIGGER trg_jobs_wake_outputs AFTER DELETE OR UPDATE OF state ON private.jobs
    FOR EACH ROW WHEN (OLD.file_id IS NOT NULL) EXECUTE FUNCTION private.wake_outputs();
END IF;

CREATE OR REPLACE FUNCTION private.enqueue_file(p_file UUID, p_user TEXT, p_request_id TEXT, p_etag TEXT)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  UPDATE public.files SET status = 'processing', error = NULL, etag = coalesce(p_etag, etag)
    WHERE id = p_file AND user_id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such file' USING ERRCODE = 'no_data_found';
  END IF;
  INSERT INTO private.jobs AS job (work, file_id, user_id, request, request_id)
    VALUES ('ingestion', p_file, p_user, jsonb_build_object('etag', p_etag), p_request_id)
    ON CONFLICT (file_id) WHERE file_id IS NOT NULL DO UPDATE SET
      request_id = excluded.request_id, state = excluded.state, attempts = excluded.attempts, lease_token = NULL,
      lease_expires_at = NULL, not_before = excluded.not_before, deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at, request = excluded.request, created_at = excluded.created_at,
      progress = CASE WHEN job.request = excluded.request THEN job.progress ELSE '[]' END
    WHERE job.state NOT IN ('queued', 'processing');
END
$$;

COMMENT ON TABLE private.jobs IS 'What is worked on, of every kind, one job a subject. A queue message is only a wake-up call with an id';
COMMENT ON COLUMN private.jobs.work IS 'The kind of work, which is that of its worker and its queue';
COMMENT ON COLUMN private.jobs.kind IS 'Of the output';
COMMENT ON COLUMN private.jobs.request IS 'What was asked for. Of a file: the etag of the object that is to be read; null where only our own functions can have put it';
COMMENT ON COLUMN private.jobs.attempts IS 'Those that count against max_attempts: that broke off, or were answered badly, since something was kept';
COMMENT ON COLUMN private.jobs.postponed IS 'Attempts that came to nothing through no fault of the job, since something was kept: only its deadline ends these';
COMMENT ON COLUMN private.jobs.progress IS 'What is done of it and kept, in order: the next attempt goes on from there. Of a recording: {end, language, segments}';
COMMENT ON COLUMN private.jobs.error IS 'Why the last attempt came to nothing: {code, detail, retryable}';
COMMENT ON VIEW private.file_jobs IS 'For workers from before there was one table of jobs';

INSERT INTO public.schema_versions (version) VALUES ('1.25.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
