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

-- The reference's monthly statement copies all at once, and so nothing where it takes too long. This one copies what is
-- due among the next so many outputs, the oldest first, and remembers where it was. After the last it forgets that, and only
-- begins anew where it is told to.
CREATE OR REPLACE FUNCTION private.archive_outputs(p_limit INT, p_begin BOOLEAN)
RETURNS JSONB
LANGUAGE plpgsql
SET search_path = ''
-- A plan from when the archive was empty would read all of it for each row, for as long as the session keeps it.
SET enable_seqscan = off
AS $$
DECLARE
  after RECORD;
  seen BIGINT;
  archived BIGINT;
BEGIN
  SELECT * INTO after FROM private.task_cursors WHERE name = 'archive' FOR UPDATE;
  IF NOT FOUND THEN
    IF NOT p_begin THEN
      RETURN jsonb_build_object('seen', 0, 'archived', 0);
    END IF;
    INSERT INTO private.task_cursors VALUES ('archive', '-infinity', '00000000-0000-0000-0000-000000000000')
      RETURNING * INTO after;
  END IF;

  WITH batch AS MATERIALIZED (
    SELECT * FROM public.outputs
    WHERE (created_at, id) > (after.created_at, after.id) AND created_at < now() - INTERVAL '90 days'
    ORDER BY created_at, id LIMIT p_limit
  ), copied AS (
    INSERT INTO public.outputs_archive
    SELECT batch.* FROM batch
    WHERE status = 'completed' AND NOT EXISTS (SELECT FROM public.outputs_archive AS copy WHERE copy.id = batch.id)
    RETURNING id
  ), moved AS (
    UPDATE private.task_cursors AS cursor SET created_at = last.created_at, id = last.id
    FROM (SELECT created_at, id FROM batch ORDER BY created_at DESC, id DESC LIMIT 1) AS last
    WHERE cursor.name = 'archive'
  )
  SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM copied) INTO seen, archived;
  IF seen = 0 THEN
    DELETE FROM private.task_cursors WHERE name = 'archive';
  END IF;
  RETURN jsonb_build_object('seen', seen, 'archived', archived);
END
$$;

REVOKE ALL ON FUNCTION
  public.set_updated_at(),
  public.archive_once(),
  private.archive_outputs(INT, BOOLEAN)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.archive_outputs(INT, BOOLEAN) TO repostr_worker;

COMMENT ON FUNCTION private.archive_outputs IS 'Copies outputs completed over 90 days ago, among the next so many, to outputs_archive. {"seen", "archived"}; none seen: it is through';

COMMIT;
