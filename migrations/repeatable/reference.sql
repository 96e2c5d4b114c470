-- Functions of the schema reference's own tables.
--
-- The reference archives with `INSERT INTO outputs_archive SELECT * FROM outputs …`, which names no ids: run again, it would
-- archive every row again. Ids that are there already are skipped, whoever runs it.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION public.set_updated_at()
RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  NEW.updated_at = NOW();
  RETURN NEW;
END;
$$;

CREATE OR REPLACE FUNCTION public.archive_once()
RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM public.outputs_archive WHERE id = NEW.id) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$;

REVOKE ALL ON FUNCTION
  public.set_updated_at(),
  public.archive_once()
  FROM PUBLIC, anon, authenticated, service_role;

COMMIT;
