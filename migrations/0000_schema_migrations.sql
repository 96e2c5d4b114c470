-- Which migrations this database has. Runs each time, before all others; the second time it changes nothing.

BEGIN;
DO $migration$ BEGIN

-- Two runs at the same time, one after the other.
PERFORM pg_advisory_xact_lock(hashtextextended('repostr.schema_migrations', 0));

IF to_regclass('private.schema_migrations') IS NULL THEN
  CREATE SCHEMA IF NOT EXISTS private;
  CREATE TABLE private.schema_migrations (
    name TEXT PRIMARY KEY,
    checksum TEXT,
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  ALTER TABLE private.schema_migrations ENABLE ROW LEVEL SECURITY;
  REVOKE ALL ON TABLE private.schema_migrations FROM PUBLIC, anon, authenticated, service_role;
  COMMENT ON TABLE private.schema_migrations IS 'Migrations that were applied, by their file. "repeatable" stands for all files of migrations/repeatable';
  COMMENT ON COLUMN private.schema_migrations.checksum IS 'SHA-256 of the file, lower-case hexadecimal. NULL: applied by hand, or before checksums were kept; the next run fills it in';

  -- A database from before this table: each migration left a version. The reference itself leaves 1.0.0, so only the
  -- next version says that our first migration was applied.
  IF to_regclass('public.schema_versions') IS NOT NULL THEN
    INSERT INTO private.schema_migrations (name, applied_at)
      SELECT landed.name, coalesce(versions.applied_at, now())
      FROM (VALUES
        ('0001_reference.sql', '1.1.0'), ('0002_output_cancelled.sql', '1.1.0'), ('0003_roles.sql', '1.2.0'),
        ('0004_columns.sql', '1.3.0'), ('0005_ownership.sql', '1.4.0'), ('0006_output_versions.sql', '1.5.0'),
        ('0007_archive_once.sql', '1.6.0'), ('0008_private.sql', '1.7.0'), ('0009_functions.sql', '1.8.0'),
        ('0010_rights.sql', '1.9.0'), ('0011_indexes.sql', '1.10.0'), ('0012_system_templates.sql', '1.11.0'),
        ('0013_maintenance.sql', '1.12.0'), ('0014_output_changes.sql', '1.13.0'), ('0016_uploads.sql', '1.15.0'),
        ('0017_plans.sql', '1.16.0'), ('0018_erasure.sql', '1.17.0'), ('0019_growth.sql', '1.18.0'),
        ('0020_transcriptions.sql', '1.19.0'), ('0021_calls_and_stale.sql', '1.20.0'), ('0023_counters.sql', '1.22.0'),
        ('0024_calls_before_answers.sql', '1.23.0'), ('0025_unread_files.sql', '1.24.0')
      ) AS landed (name, version)
      JOIN public.schema_versions AS versions USING (version);
  END IF;
END IF;

CREATE OR REPLACE FUNCTION private.begin_migration(p_name TEXT)
RETURNS BOOLEAN
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  -- Set by `migrate` and `cargo dev schema`; a file that is run by itself has none.
  given CONSTANT TEXT := nullif(current_setting('repostr.checksum', true), '');
  recorded TEXT;
BEGIN
  -- Whoever comes second waits here for the end of the first.
  INSERT INTO private.schema_migrations (name, checksum) VALUES (p_name, given) ON CONFLICT DO NOTHING;
  IF FOUND THEN
    -- Whatever waits for a lock makes all that come after it wait too. And of two that wait for each other the migration
    -- gives way: whoever else it is looks for a deadlock after a second.
    PERFORM set_config('lock_timeout', '300ms', true);
    RETURN true;
  END IF;

  SELECT checksum INTO recorded FROM private.schema_migrations WHERE name = p_name;
  IF recorded <> given THEN
    RAISE EXCEPTION '% was changed after it was applied to this database', p_name
      USING HINT = 'Restore the file, and put the change into a migration of its own.', ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF recorded IS NULL AND given IS NOT NULL THEN
    UPDATE private.schema_migrations SET checksum = given WHERE name = p_name;
  END IF;
  RETURN false;
END
$$;

CREATE OR REPLACE FUNCTION private.begin_repeatable(p_known TEXT[])
RETURNS BOOLEAN
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  given CONSTANT TEXT := current_setting('repostr.checksum');
  newer CONSTANT TEXT[] := ARRAY(
    SELECT name FROM private.schema_migrations WHERE name <> ALL (p_known) AND name <> 'repeatable' ORDER BY name
  );
BEGIN
  IF newer <> '{}' THEN
    RAISE WARNING 'this database is newer than these files: it has %. Its functions are left as they are', array_to_string(newer, ', ');
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM private.schema_migrations WHERE name = 'repeatable' AND checksum = given) THEN
    RETURN false;
  END IF;
  PERFORM set_config('lock_timeout', '300ms', true);
  INSERT INTO private.schema_migrations AS migration (name, checksum) VALUES ('repeatable', given)
    ON CONFLICT (name) DO UPDATE SET checksum = given, applied_at = now() WHERE migration.checksum IS DISTINCT FROM given;
  RETURN FOUND;
END
$$;

REVOKE ALL ON FUNCTION private.begin_migration(TEXT), private.begin_repeatable(TEXT[])
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON FUNCTION private.begin_migration IS 'Is this migration still to be applied? Records it if so. Raises if it was changed after it was applied';
COMMENT ON FUNCTION private.begin_repeatable IS 'Have the repeatable files changed since they were applied? Records them if so. Not on a database that has migrations besides the known ones';

END $migration$;
COMMIT;
