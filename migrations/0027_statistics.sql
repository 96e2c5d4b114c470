-- A project has one user. The planner takes both columns for independent, and so expects next to no rows where it asks for
-- a project's outputs or files as its user, and reads the whole project by whatever index comes first.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0027_statistics.sql') THEN RETURN; END IF;

CREATE STATISTICS public.outputs_project_id_user_id_stat (ndistinct, dependencies) ON project_id, user_id FROM public.outputs;
CREATE STATISTICS public.files_project_id_user_id_stat (ndistinct, dependencies) ON project_id, user_id FROM public.files;
-- On a large table the next one by itself may be far away.
ANALYZE public.outputs (project_id, user_id), public.files (project_id, user_id);

INSERT INTO public.schema_versions (version) VALUES ('1.26.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
