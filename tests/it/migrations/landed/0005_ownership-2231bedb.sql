-- A row can't point at another user's parent, a file can't lie in another user's folder, and nobody but the system has
-- system templates. Foreign keys are checked past row-level security, so the keys themselves have to carry the user.

BEGIN;

DO $$
DECLARE
  wanted RECORD;
  broken RECORD;
BEGIN
  FOR wanted IN
    SELECT * FROM (VALUES
      (1, 'projects', 'projects_id_user_id_key', 'UNIQUE (id, user_id)'),
      (2, 'outputs', 'outputs_id_user_id_key', 'UNIQUE (id, user_id)'),
      (3, 'files', 'files_project_owner_fkey', 'FOREIGN KEY (project_id, user_id) REFERENCES public.projects (id, user_id) ON DELETE CASCADE NOT VALID'),
      (4, 'outputs', 'outputs_project_owner_fkey', 'FOREIGN KEY (project_id, user_id) REFERENCES public.projects (id, user_id) ON DELETE CASCADE NOT VALID'),
      (5, 'outputs_archive', 'outputs_archive_project_owner_fkey', 'FOREIGN KEY (project_id, user_id) REFERENCES public.projects (id, user_id) ON DELETE CASCADE NOT VALID'),
      (6, 'files', 'files_path_check', $check$CHECK (starts_with(path, user_id || '/' || project_id::text || '/') AND path !~ '(^|/)\.\.(/|$)') NOT VALID$check$),
      (7, 'templates', 'templates_is_custom_check', $check$CHECK (is_custom = (user_id <> 'system')) NOT VALID$check$)
    ) AS constraints (place, tab, name, definition)
    ORDER BY place
  LOOP
    IF NOT EXISTS (
      SELECT FROM pg_constraint
      WHERE conrelid = format('public.%I', wanted.tab)::regclass AND conname = wanted.name
    ) THEN
      EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT %I %s', wanted.tab, wanted.name, wanted.definition);
    END IF;
  END LOOP;

  -- Rows from before may break a rule; that must not keep new rows from being held to it.
  FOR broken IN
    SELECT conrelid::regclass AS tab, conname AS name FROM pg_constraint
    WHERE NOT convalidated AND conname IN ('files_project_owner_fkey', 'outputs_project_owner_fkey',
      'outputs_archive_project_owner_fkey', 'files_path_check', 'templates_is_custom_check')
    ORDER BY conname
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', broken.tab, broken.name);
    EXCEPTION
      WHEN foreign_key_violation OR check_violation THEN
        RAISE WARNING 'rows of % from before break %: new ones can''t. Put them right, then ALTER TABLE % VALIDATE CONSTRAINT %',
          broken.tab, broken.name, broken.tab, broken.name;
    END;
  END LOOP;
END
$$;

INSERT INTO public.schema_versions (version) VALUES ('1.4.0') ON CONFLICT DO NOTHING;

COMMIT;
