-- What a user may write past the API, with their token through Supabase's Data API: rows of their own, as the policies say,
-- in columns that are theirs, with values that the API would take. What the API alone writes is what quotas, jobs and lists
-- rest upon.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Numbers that a double holds, and no deeper than readers go.
CREATE OR REPLACE FUNCTION private.is_plain_object(p_value JSONB)
RETURNS BOOLEAN
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT jsonb_typeof(p_value) = 'object' AND NOT jsonb_path_exists(p_value, '$.**{32}')
    AND NOT jsonb_path_exists(p_value, '$.** ? (@.type() == "number" && (@ > 1e300 || @ < -1e300))')
$$;

-- Arguments: the columns that are the user's to write in a new row, and those in a row that is there.
CREATE OR REPLACE FUNCTION private.check_own_row()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  given CONSTANT JSONB := to_jsonb(NEW);
  theirs CONSTANT TEXT[] := CASE TG_OP WHEN 'INSERT' THEN TG_ARGV[0] ELSE TG_ARGV[1] END;
  -- What a column of the API has when nobody writes it.
  before CONSTANT JSONB := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE jsonb_build_object(
    'created_at', now(), 'updated_at', now(), 'bucket', 'uploads', 'status', 'ready', 'attempts', 0, 'version', 0,
    'stale', false, 'created_by', auth.jwt() ->> 'sub', 'vocabulary', '[]'::jsonb) END;
  -- Characters, as models::limits has them; bytes of JSON.
  longest CONSTANT JSONB := '{
    "name": 200, "tone_of_voice": 200, "title": 200, "description": 5000, "prompt": 20000, "body": 100000,
    "filename": 255, "mime_type": 255, "path": 1024, "public_url": 2048,
    "preferences": 16384, "request": 65536, "metadata": 65536
  }';
  wrong TEXT;
BEGIN
  SELECT string_agg(key, ', ' ORDER BY key) INTO wrong FROM jsonb_each(given - theirs)
    WHERE value <> coalesce(before -> key, 'null');
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION '% of % can be written through the API alone', wrong, TG_TABLE_NAME USING ERRCODE = '42501';
  END IF;

  SELECT string_agg(key, ', ' ORDER BY key) INTO wrong
    FROM jsonb_each(given) JOIN jsonb_each_text(longest) AS limits (key, most) USING (key)
    WHERE value <> 'null' AND value IS DISTINCT FROM before -> key AND CASE
      WHEN jsonb_typeof(value) = 'string' THEN char_length(value #>> '{}') > most::int
      ELSE octet_length(value::text) > most::int OR NOT private.is_plain_object(value)
    END;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION '% of % is too long, or no plain object', wrong, TG_TABLE_NAME USING ERRCODE = '23514';
  END IF;

  IF TG_OP = 'INSERT' AND (
    (given ->> 'size_bytes')::bigint NOT BETWEEN 0 AND 1::bigint << 40
    OR TG_TABLE_NAME = 'outputs' AND given ->> 'status' NOT IN ('queued', 'completed')
  ) THEN
    RAISE EXCEPTION 'size_bytes or status of % is none that a new row can have', TG_TABLE_NAME USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END
$$;

REVOKE ALL ON FUNCTION private.is_plain_object(JSONB), private.check_own_row()
  FROM PUBLIC, anon, authenticated, service_role;
COMMENT ON FUNCTION private.check_own_row IS 'Refuses what a user writes past the API where it is the API''s alone, or a value that the API would not take';

COMMIT;
