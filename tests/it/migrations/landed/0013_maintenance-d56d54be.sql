-- What the scheduled tasks need: one run at a time, through a pooler that keeps no session locks; and the rows of files in
-- the order in which S3 lists keys, to compare the two page by page.

BEGIN;

CREATE TABLE IF NOT EXISTS private.leases (
  name TEXT PRIMARY KEY,
  expires_at TIMESTAMPTZ NOT NULL
);
ALTER TABLE private.leases ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.leases FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, INSERT, UPDATE ON private.leases TO repostr_worker;
DROP POLICY IF EXISTS leases_worker_all ON private.leases;
CREATE POLICY leases_worker_all ON private.leases TO repostr_worker USING (true) WITH CHECK (true);
COMMENT ON TABLE private.leases IS 'Scheduled tasks that are running';

CREATE INDEX IF NOT EXISTS files_path_bytes_idx ON public.files (path COLLATE "C");

INSERT INTO public.schema_versions (version) VALUES ('1.12.0') ON CONFLICT DO NOTHING;

COMMIT;
