-- Where a task that walks through a large table goes on, since no run has time for all of it.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0030_task_cursors.sql') THEN RETURN; END IF;

CREATE TABLE private.task_cursors (
  name TEXT PRIMARY KEY,
  created_at TIMESTAMPTZ NOT NULL,
  id UUID NOT NULL
);
ALTER TABLE private.task_cursors ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.task_cursors FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON private.task_cursors TO repostr_worker;
CREATE POLICY task_cursors_worker_all ON private.task_cursors TO repostr_worker USING (true) WITH CHECK (true);
COMMENT ON TABLE private.task_cursors IS 'Scheduled tasks that are not through: the last row that each has seen';

INSERT INTO public.schema_versions (version) VALUES ('1.29.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
