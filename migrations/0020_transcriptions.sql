-- What is said in a file, and the work of finding it out. The text is the user's to read; who works on which file, and how
-- far it is, decides what is spent and lives in `private`.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0020_transcriptions.sql') THEN RETURN; END IF;

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

COMMENT ON TABLE public.transcriptions IS 'What is said in a recording, or written in a document: one row a file';
COMMENT ON COLUMN public.transcriptions.segments IS 'In order: {start, end, text, speaker}, in seconds; of a document {page, text} or {paragraph, text}';
COMMENT ON TABLE private.file_jobs IS 'Which files are to be turned into text. A queue message is only a wake-up call with an id';
COMMENT ON COLUMN private.file_jobs.attempts IS 'Since the last piece that was kept';
COMMENT ON COLUMN private.file_jobs.etag IS 'Of the object that is to be read. NULL where only our own functions can have put it';
COMMENT ON COLUMN private.file_jobs.pieces IS 'Of a long recording, what is transcribed: {end, language, segments}, in order; the work goes on from the last end';
COMMENT ON COLUMN private.jobs.waits_for IS 'Files that are still being read; not_before is then the deadline';

INSERT INTO public.schema_versions (version) VALUES ('1.19.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
