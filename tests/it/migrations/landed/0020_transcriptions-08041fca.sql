-- What is said in a file, and the work of finding it out. The text is the user's to read; who works on which file, and how
-- far it is, decides what is spent and lives in `private`.

BEGIN;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.files'::regclass AND conname = 'files_id_user_id_key') THEN
    ALTER TABLE public.files ADD CONSTRAINT files_id_user_id_key UNIQUE (id, user_id);
  END IF;
END
$$;

CREATE TABLE IF NOT EXISTS public.transcriptions (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  file_id UUID NOT NULL UNIQUE,
  language TEXT,
  duration_seconds DOUBLE PRECISION,
  text TEXT NOT NULL,
  word_count INT NOT NULL,
  segments JSONB NOT NULL DEFAULT '[]',
  provider TEXT,
  model TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT transcriptions_file_owner_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files (id, user_id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS private.file_jobs (
  file_id UUID PRIMARY KEY,
  user_id TEXT NOT NULL,
  request_id TEXT,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'processing', 'completed', 'failed')),
  attempts INT NOT NULL DEFAULT 0,
  max_attempts INT NOT NULL DEFAULT 5,
  lease_token UUID,
  lease_expires_at TIMESTAMPTZ,
  not_before TIMESTAMPTZ NOT NULL DEFAULT now(),
  deliver_after TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '60 seconds',
  deadline_at TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '24 hours',
  etag TEXT,
  pieces JSONB NOT NULL DEFAULT '[]',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT file_jobs_file_owner_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files (id, user_id) ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS file_jobs_queued_idx ON private.file_jobs (deliver_after) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS file_jobs_processing_idx ON private.file_jobs (file_id) WHERE state = 'processing';

ALTER TABLE public.transcriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.file_jobs ENABLE ROW LEVEL SECURITY;

-- A call is made for an output or for a file.
ALTER TABLE private.provider_calls ADD COLUMN IF NOT EXISTS file_id UUID;
ALTER TABLE private.provider_calls ALTER COLUMN output_id DROP NOT NULL;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'private.provider_calls'::regclass AND conname = 'provider_calls_subject_check') THEN
    ALTER TABLE private.provider_calls ADD CONSTRAINT provider_calls_subject_check CHECK (num_nonnulls(output_id, file_id) = 1);
  END IF;
END
$$;

-- Outputs wait for the sources that were being read when they were asked for.
ALTER TABLE private.jobs ADD COLUMN IF NOT EXISTS waits_for UUID[] NOT NULL DEFAULT '{}';
CREATE INDEX IF NOT EXISTS jobs_waiting_idx ON private.jobs (user_id) WHERE waits_for <> '{}';

CREATE OR REPLACE FUNCTION private.wait_for_sources()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF NEW.state <> 'queued' OR TG_OP = 'UPDATE' AND OLD.state IN ('queued', 'processing') THEN
    RETURN NEW;
  END IF;
  -- Locked, so that a file which is done at this moment has either been seen to be done, or sees who waits for it.
  NEW.waits_for := ARRAY(
    SELECT job.file_id FROM private.file_jobs AS job
      JOIN public.files AS file ON file.id = job.file_id
      JOIN public.outputs AS output ON output.project_id = file.project_id AND output.user_id = file.user_id
    WHERE output.id = NEW.output_id AND job.state IN ('queued', 'processing')
      AND CASE WHEN jsonb_typeof(NEW.request -> 'file_ids') = 'array' THEN NEW.request -> 'file_ids' ? file.id::text ELSE true END
    FOR SHARE OF job
  );
  IF NEW.waits_for <> '{}' THEN
    NEW.not_before := NEW.deadline_at;
    NEW.deliver_after := NEW.deadline_at;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER trg_jobs_wait_for_sources BEFORE INSERT OR UPDATE OF state ON private.jobs
  FOR EACH ROW EXECUTE FUNCTION private.wait_for_sources();

CREATE OR REPLACE FUNCTION private.wake_outputs()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  why JSONB;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'failed' THEN
    SELECT jsonb_build_object('code', 'source_failed', 'retryable', false, 'detail',
        coalesce(filename, 'A source') || ' could not be read: ' || coalesce(error ->> 'detail', 'it has failed.'))
      INTO why FROM public.files WHERE id = NEW.file_id;
  ELSIF TG_OP = 'UPDATE' AND NEW.state <> 'completed' THEN
    RETURN NULL;
  END IF;

  WITH job AS (
    UPDATE private.jobs SET
        waits_for = array_remove(waits_for, OLD.file_id),
        state = CASE WHEN why IS NULL THEN state ELSE 'failed' END,
        not_before = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE not_before END,
        deliver_after = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE deliver_after END
      WHERE user_id = OLD.user_id AND waits_for <> '{}' AND OLD.file_id = ANY (waits_for) AND state = 'queued'
      RETURNING output_id, state
  )
  UPDATE public.outputs AS output SET status = 'failed', error = why, completed_at = now()
    FROM job WHERE output.id = job.output_id AND job.state = 'failed';
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER trg_file_jobs_wake_outputs AFTER UPDATE OF state OR DELETE ON private.file_jobs
  FOR EACH ROW EXECUTE FUNCTION private.wake_outputs();

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

  INSERT INTO private.file_jobs AS job (file_id, user_id, request_id, etag) VALUES (p_file, p_user, p_request_id, p_etag)
    ON CONFLICT (file_id) DO UPDATE SET
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      -- Of the same object; another begins anew.
      pieces = CASE WHEN job.etag IS NOT DISTINCT FROM excluded.etag THEN job.pieces ELSE '[]' END,
      etag = excluded.etag,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
END
$$;

CREATE OR REPLACE FUNCTION private.file_delivered(p_file UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.file_jobs SET deliver_after = now() + INTERVAL '10 minutes'
    WHERE file_id = p_file AND user_id = p_user AND state = 'queued'
$$;

REVOKE ALL ON TABLE public.transcriptions, private.file_jobs
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT ON public.transcriptions TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.transcriptions TO service_role;
GRANT SELECT, INSERT, UPDATE (language, duration_seconds, text, word_count, segments, provider, model, created_at)
  ON public.transcriptions TO repostr_worker;
GRANT SELECT, UPDATE ON private.file_jobs TO repostr_worker;
DROP POLICY IF EXISTS transcriptions_owner_select ON public.transcriptions;
CREATE POLICY transcriptions_owner_select ON public.transcriptions FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS transcriptions_worker_all ON public.transcriptions;
CREATE POLICY transcriptions_worker_all ON public.transcriptions TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS file_jobs_worker_all ON private.file_jobs;
CREATE POLICY file_jobs_worker_all ON private.file_jobs TO repostr_worker USING (true) WITH CHECK (true);

REVOKE ALL ON FUNCTION
  private.wait_for_sources(),
  private.wake_outputs(),
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.file_delivered(UUID, TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.file_delivered(UUID, TEXT)
  TO repostr_api;

COMMENT ON TABLE public.transcriptions IS 'What is said in a recording, or written in a document: one row a file';
COMMENT ON COLUMN public.transcriptions.segments IS 'In order: {start, end, text, speaker}, in seconds; of a document {page, text} or {paragraph, text}';
COMMENT ON TABLE private.file_jobs IS 'Which files are to be turned into text. A queue message is only a wake-up call with an id';
COMMENT ON COLUMN private.file_jobs.attempts IS 'Since the last piece that was kept';
COMMENT ON COLUMN private.file_jobs.etag IS 'Of the object that is to be read. NULL where only our own functions can have put it';
COMMENT ON COLUMN private.file_jobs.pieces IS 'Of a long recording, what is transcribed: {end, language, segments}, in order; the work goes on from the last end';
COMMENT ON COLUMN private.jobs.waits_for IS 'Files that are still being read; not_before is then the deadline';
COMMENT ON FUNCTION private.enqueue_file IS 'Makes the job of a file, or arms it again once it is over; one that is not over is left alone. Raises no_data_found';
COMMENT ON FUNCTION private.file_delivered IS 'The message is in the queue: maintenance need not send it for ten minutes';

INSERT INTO public.schema_versions (version) VALUES ('1.19.0') ON CONFLICT DO NOTHING;

COMMIT;
