-- Finding things over all of a user's projects, by words and in every order. Ids alone are found here, past row-level security,
-- whose conditions no such index serves; the rows are read as the user. So what the user has deleted is left out here too: a
-- page from which rows were missing would take itself for the last.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.keep_words()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.enter_words(NEW);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.enter_words(p_output public.outputs)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  language TEXT := private.search_language(p_output.request #>> '{extras,language}');
BEGIN
  IF p_output.body IS NULL THEN
    DELETE FROM private.output_words WHERE output_id = p_output.id;
    RETURN;
  END IF;
  INSERT INTO private.output_words AS entered (output_id, user_id, created_at, language, words)
    VALUES (p_output.id, p_output.user_id, p_output.created_at, language, private.words(p_output.user_id, language,
      concat_ws(' ', p_output.metadata ->> 'title', p_output.metadata ->> 'subject', p_output.metadata ->> 'preview_text',
        p_output.body)))
    ON CONFLICT (output_id) DO UPDATE
      SET created_at = excluded.created_at, language = excluded.language, words = excluded.words
      WHERE (entered.created_at, entered.language, entered.words)
        IS DISTINCT FROM (excluded.created_at, excluded.language, excluded.words);
END
$$;

-- What is asked for, as each language has it: each of its words must be in a text.
CREATE OR REPLACE FUNCTION private.search_forms(p_user TEXT, p_text TEXT)
RETURNS TABLE (language TEXT, words INT[])
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT form.language, form.words FROM (
    SELECT known.language, private.words(p_user, known.language, p_text) AS words
    FROM unnest('{simple,danish,dutch,english,finnish,french,german,hungarian,italian,norwegian,portuguese,romanian,russian,spanish,swedish,turkish}'::text[])
      AS known (language)
  ) AS form
  WHERE form.words <> '{}'
$$;

-- A user's outputs of these kinds and statuses, newest first, after a position: each pair of them has its place in the index.
CREATE OR REPLACE FUNCTION private.find_all_outputs(
  p_user TEXT, p_kinds public.output_kind[], p_statuses public.output_status[],
  p_created_at TIMESTAMPTZ, p_id UUID, p_limit BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  deleted UUID[] := ARRAY(SELECT project_id FROM private.deleted_projects WHERE user_id = p_user);
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(id), '[]') FROM (
    SELECT found.id
    FROM unnest(p_kinds) AS kinds (kind), unnest(p_statuses) AS statuses (status), LATERAL (
      SELECT outputs.id, outputs.created_at FROM public.outputs
      WHERE outputs.user_id = p_user AND outputs.kind = kinds.kind AND outputs.status = statuses.status
        AND (outputs.created_at, outputs.id)
          < (coalesce(p_created_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
        AND outputs.project_id NOT IN (SELECT unnest(deleted))
      ORDER BY outputs.created_at DESC, outputs.id DESC LIMIT p_limit
    ) AS found
    ORDER BY found.created_at DESC, found.id DESC LIMIT p_limit
  ) AS page);
END
$$;

-- The same, of those that have these words. What many have is among the newest; only what isn't is worth the index of words,
-- which gives all that have it in no order.
CREATE OR REPLACE FUNCTION private.search_outputs(
  p_user TEXT, p_text TEXT, p_kinds public.output_kind[], p_statuses public.output_status[],
  p_created_at TIMESTAMPTZ, p_id UUID, p_limit BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  deleted UUID[] := ARRAY(SELECT project_id FROM private.deleted_projects WHERE user_id = p_user);
  recent CONSTANT INT := 200;
  looked_at INT;
  found JSONB;
  having_them TEXT;
BEGIN
  WITH newest AS MATERIALIZED (
    SELECT output_id, created_at, language, words FROM private.output_words
    WHERE user_id = p_user
      AND (created_at, output_id) < (coalesce(p_created_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
    ORDER BY created_at DESC, output_id DESC LIMIT recent
  ), matching AS MATERIALIZED (
    SELECT newest.output_id, newest.created_at
    FROM newest JOIN private.search_forms(p_user, p_text) AS form ON form.language = newest.language
    WHERE newest.words @> form.words
  ), page AS (
    -- Each output is looked at in turn, until there are enough.
    SELECT matching.output_id, matching.created_at
    FROM (SELECT * FROM matching ORDER BY created_at DESC, output_id DESC) AS matching,
      LATERAL (SELECT kind, status, project_id FROM public.outputs WHERE outputs.id = matching.output_id OFFSET 0) AS output
    WHERE output.kind = ANY (p_kinds) AND output.status = ANY (p_statuses) AND output.project_id <> ALL (deleted)
    LIMIT p_limit
  )
  SELECT (SELECT count(*) FROM newest), coalesce(jsonb_agg(output_id ORDER BY created_at DESC, output_id DESC), '[]')
    INTO looked_at, found FROM page;
  IF looked_at < recent OR jsonb_array_length(found) = p_limit THEN
    RETURN found;
  END IF;

  SELECT string_agg(format('(language = %L AND words @> %L::int[])', language, words), ' OR ')
    INTO having_them FROM private.search_forms(p_user, p_text);
  IF having_them IS NULL THEN
    RETURN '[]';
  END IF;
  EXECUTE format($statement$
    WITH matching AS MATERIALIZED (
      SELECT output_id, created_at FROM private.output_words WHERE (%s) AND user_id = $1
    )
    SELECT coalesce(jsonb_agg(output_id), '[]') FROM (
      SELECT matching.output_id FROM (SELECT * FROM matching ORDER BY created_at DESC, output_id DESC) AS matching,
        LATERAL (SELECT kind, status, project_id FROM public.outputs WHERE outputs.id = matching.output_id OFFSET 0) AS output
      WHERE output.kind = ANY ($2) AND output.status = ANY ($3) AND output.project_id <> ALL ($4)
        AND (matching.created_at, matching.output_id)
          < (coalesce($5, 'infinity'), coalesce($6, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      LIMIT $7
    ) AS page
  $statement$, having_them)
    INTO found USING p_user, p_kinds, p_statuses, deleted, p_created_at, p_id, p_limit;
  RETURN found;
END
$$;

-- A user's projects in one of the orders of lists, after a position; of those that have these words, if any are given.
CREATE OR REPLACE FUNCTION private.find_projects(
  p_user TEXT, p_text TEXT, p_sort TEXT, p_descending BOOLEAN, p_at TIMESTAMPTZ, p_title TEXT, p_id UUID, p_limit BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  deleted UUID[] := ARRAY(SELECT project_id FROM private.deleted_projects WHERE user_id = p_user);
  wanted INT[] := private.words(p_user, 'simple', p_text);
  words CONSTANT TEXT := $words$private.words(user_id, 'simple', title || ' ' || coalesce(description, ''))$words$;
  recent CONSTANT INT := 200;
  key TEXT := CASE p_sort WHEN 'created_at' THEN 'created_at' WHEN 'updated_at' THEN 'updated_at' WHEN 'title' THEN 'lower(title)' END;
  place TEXT := CASE p_sort WHEN 'title' THEN 'lower($4)' ELSE '$3' END;
  direction TEXT := CASE WHEN p_descending THEN 'DESC' ELSE 'ASC' END;
  comparison TEXT := CASE WHEN p_descending THEN '<' ELSE '>' END;
  after TEXT;
  looked_at INT;
  found JSONB;
BEGIN
  IF p_text IS NOT NULL AND wanted = '{}' THEN
    RETURN '[]';
  END IF;
  after := CASE WHEN p_id IS NULL THEN 'true' ELSE format('(%s, id) %s (%s, $5)', key, comparison, place) END;

  -- The first of the list: all of the page where no words are asked for, or many have them.
  EXECUTE format($statement$
    WITH first AS MATERIALIZED (
      SELECT id, title, user_id, description, row_number() OVER () AS number FROM (
        SELECT * FROM public.projects WHERE user_id = $1 AND id NOT IN (SELECT unnest($2)) AND %s ORDER BY %s %s, id %s LIMIT $7
      ) AS ordered
    ), page AS (
      SELECT id, number FROM first WHERE $8 IS NULL OR %s @> $8 ORDER BY number LIMIT $6
    )
    SELECT (SELECT count(*) FROM first), coalesce(jsonb_agg(id ORDER BY number), '[]') FROM page
  $statement$, after, key, direction, direction, words)
    INTO looked_at, found
    USING p_user, deleted, p_at, p_title, p_id, p_limit, CASE WHEN p_text IS NULL THEN p_limit ELSE recent END,
      CASE WHEN p_text IS NOT NULL THEN wanted END;
  IF p_text IS NULL OR looked_at < recent OR jsonb_array_length(found) = p_limit THEN
    RETURN found;
  END IF;

  EXECUTE format($statement$
    WITH matching AS MATERIALIZED (
      SELECT id, title, created_at, updated_at FROM public.projects WHERE %s @> $7 AND user_id = $1 AND id <> ALL ($2)
    )
    SELECT coalesce(jsonb_agg(id), '[]') FROM (
      SELECT id FROM matching WHERE %s ORDER BY %s %s, id %s LIMIT $6
    ) AS page
  $statement$, words, after, key, direction, direction)
    INTO found USING p_user, deleted, p_at, p_title, p_id, p_limit, wanted;
  RETURN found;
END
$$;

-- Enters the words of outputs from before there was a place for them: of so many that come after the last one seen. NULL: there
-- are no more.
CREATE OR REPLACE FUNCTION private.enter_old_words(p_limit INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  cursor private.task_cursors;
  output public.outputs;
  seen BIGINT := 0;
BEGIN
  SELECT * INTO cursor FROM private.task_cursors WHERE name = 'words' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  FOR output IN
    SELECT * FROM public.outputs WHERE id > cursor.id ORDER BY id LIMIT p_limit FOR NO KEY UPDATE
  LOOP
    seen := seen + 1;
    cursor.id := output.id;
    IF output.body IS NOT NULL
      AND NOT EXISTS (SELECT FROM private.output_words WHERE output_id = output.id)
    THEN
      PERFORM private.enter_words(output);
    END IF;
  END LOOP;
  IF seen < p_limit THEN
    DELETE FROM private.task_cursors WHERE name = 'words';
    RETURN NULL;
  END IF;
  UPDATE private.task_cursors SET id = cursor.id WHERE name = 'words';
  RETURN seen;
END
$$;

REVOKE ALL ON FUNCTION
  private.keep_words(),
  private.enter_words(public.outputs),
  private.search_forms(TEXT, TEXT),
  private.find_all_outputs(TEXT, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT),
  private.search_outputs(TEXT, TEXT, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT),
  private.find_projects(TEXT, TEXT, TEXT, BOOLEAN, TIMESTAMPTZ, TEXT, UUID, BIGINT),
  private.enter_old_words(INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.find_all_outputs(TEXT, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT),
  private.search_outputs(TEXT, TEXT, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT),
  private.find_projects(TEXT, TEXT, TEXT, BOOLEAN, TIMESTAMPTZ, TEXT, UUID, BIGINT)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION private.enter_old_words(INT) TO repostr_worker;

COMMENT ON FUNCTION private.keep_words IS 'Keeps the words of an output''s body';
COMMENT ON FUNCTION private.find_all_outputs IS 'Ids of a user''s outputs of these kinds and statuses, newest first, after a position';
COMMENT ON FUNCTION private.search_outputs IS 'The same, of those that have all words of a text';
COMMENT ON FUNCTION private.find_projects IS 'Ids of a user''s projects, of those that have all words of a text if there is one, in order, after a position';
COMMENT ON FUNCTION private.enter_old_words IS 'Enters the words of some outputs from before there was a place for them. How many were seen; NULL: no more are left';

COMMIT;
