-- A deleted output can be restored for 30 days. It is kept in a table of its own, so that no list, search or count of those
-- that are there has to pass it by.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0064_restore_outputs.sql') THEN RETURN; END IF;

CREATE TABLE private.deleted_outputs (
  id UUID PRIMARY KEY,
  user_id TEXT NOT NULL,
  project_id UUID NOT NULL,
  created_by TEXT,
  deleted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  restorable_until TIMESTAMPTZ NOT NULL,
  output JSONB NOT NULL,
  versions JSONB NOT NULL,
  archived JSONB,
  CONSTRAINT deleted_outputs_project_owner_fkey FOREIGN KEY (project_id, user_id)
    REFERENCES public.projects (id, user_id) ON DELETE CASCADE
);
CREATE INDEX deleted_outputs_keyset_idx ON private.deleted_outputs (project_id, user_id, deleted_at DESC, id DESC);
CREATE INDEX deleted_outputs_user_id_idx ON private.deleted_outputs (user_id);
CREATE INDEX deleted_outputs_created_by_idx ON private.deleted_outputs (created_by) WHERE created_by <> user_id;
CREATE INDEX deleted_outputs_restorable_until_idx ON private.deleted_outputs (restorable_until);
ALTER TABLE private.deleted_outputs ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.deleted_outputs FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
COMMENT ON TABLE private.deleted_outputs IS 'Deleted outputs that can be restored';
COMMENT ON COLUMN private.deleted_outputs.output IS 'Its row, without the columns that are here. A migration that adds a column which may not be null adds it to these, too';
COMMENT ON COLUMN private.deleted_outputs.versions IS 'Its rows of output_versions, without their user_id';
COMMENT ON COLUMN private.deleted_outputs.archived IS 'Its row of outputs_archive, if it had one, without the columns that are here';

INSERT INTO public.schema_versions (version) VALUES ('1.63.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
