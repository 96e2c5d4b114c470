-- How far the job of an output or a file is, for whoever waits for it. Not in the rows that are shown: their updated_at and
-- ETag are those of what was asked for and what came of it.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0065_job_progress.sql') THEN RETURN; END IF;

-- Written every two seconds, and no more than the key is indexed: with room in its page a new version needs no index entry.
CREATE TABLE private.job_progress (
  subject_id UUID PRIMARY KEY,
  lease_token UUID NOT NULL,
  number INT NOT NULL,
  stage TEXT NOT NULL,
  done INT NOT NULL,
  total INT NOT NULL
) WITH (fillfactor = 50);
ALTER TABLE private.job_progress ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.job_progress
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker, repostr_webhook, repostr_delivery;
GRANT SELECT, INSERT ON private.job_progress TO repostr_worker;
GRANT UPDATE (lease_token, number, stage, done, total) ON private.job_progress TO repostr_worker;
CREATE POLICY job_progress_worker_all ON private.job_progress FOR ALL TO repostr_worker
  USING (true) WITH CHECK (true);
COMMENT ON TABLE private.job_progress IS 'How far jobs are that are not over. Without a row of the present lease: nobody has said yet';
COMMENT ON COLUMN private.job_progress.subject_id IS 'The output or the file';
COMMENT ON COLUMN private.job_progress.lease_token IS 'Of the attempt that says so';
COMMENT ON COLUMN private.job_progress.number IS 'Of what the attempt has said: what comes late changes nothing';
COMMENT ON COLUMN private.job_progress.stage IS 'What is being done: domain::Stage';
COMMENT ON COLUMN private.job_progress.done IS 'Of the stage, so much of total';

INSERT INTO public.schema_versions (version) VALUES ('1.64.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
