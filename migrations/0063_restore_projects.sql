-- A deleted project can be restored for 30 days. Until then it stays where it is, hidden as one that is being erased.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0063_restore_projects.sql') THEN RETURN; END IF;

ALTER TABLE private.deleted_projects ADD COLUMN restorable_until TIMESTAMPTZ;
COMMENT ON TABLE private.deleted_projects IS 'Deleted projects that can be restored, or whose rows and objects are being erased';
COMMENT ON COLUMN private.deleted_projects.erase_at IS 'When to begin, or to go on';
COMMENT ON COLUMN private.deleted_projects.restorable_until IS 'NULL: it is being erased';

-- Those of an account, the last deleted first; for the policies without reading the table.
CREATE INDEX deleted_projects_keyset_idx ON private.deleted_projects (user_id, deleted_at DESC, project_id DESC);
DROP INDEX private.deleted_projects_user_id_idx;

-- Whoever has deleted many has them among those that a list goes through: each is looked up in a hash, not in a list of all.
ALTER POLICY projects_not_deleted ON public.projects
  USING (id NOT IN (SELECT unnest((SELECT private.deleted_projects())::uuid[])));

INSERT INTO public.schema_versions (version) VALUES ('1.62.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
