-- What is found by words: each output that has a body has its words in a table of their own, beside the outputs, whose rows
-- change too often and are read whole. Projects and outputs of a user in every order that lists have.
--
-- A word is the first half of a hash of its user, its language and itself: so an index finds a user's own rows, however many
-- others have the word. Where there are millions of outputs, build outputs_user_idx beforehand (docs/operations.md);
-- maintenance enters the words of what is there already.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0054_search.sql') THEN RETURN; END IF;

CREATE TABLE private.output_words (
  output_id UUID PRIMARY KEY,
  user_id TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  language TEXT NOT NULL,
  words INT[] NOT NULL,
  CONSTRAINT output_words_output_owner_fkey FOREIGN KEY (output_id, user_id)
    REFERENCES public.outputs (id, user_id) ON DELETE CASCADE
);
CREATE INDEX output_words_keyset_idx ON private.output_words (user_id, created_at DESC, output_id DESC);
-- Without a list of what is still to be entered, which every search would read through.
CREATE INDEX output_words_idx ON private.output_words USING gin (words) WITH (fastupdate = off);
ALTER TABLE private.output_words ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.output_words FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
COMMENT ON TABLE private.output_words IS 'The words of each output that has a body, for private.search_outputs';
COMMENT ON COLUMN private.output_words.language IS 'By whose rules words were reduced to their stems; simple: by none';
COMMENT ON COLUMN private.output_words.words IS 'Hashes, as private.words makes them';

-- These three are here and not in repeatable/: an index and a table hold what they make. Whoever changes one makes both anew.
CREATE FUNCTION private.search_language(p_tag TEXT)
RETURNS TEXT
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT coalesce((
    SELECT language FROM (VALUES
      ('da', 'danish'), ('de', 'german'), ('en', 'english'), ('es', 'spanish'), ('fi', 'finnish'), ('fr', 'french'),
      ('hu', 'hungarian'), ('it', 'italian'), ('nb', 'norwegian'), ('nl', 'dutch'), ('nn', 'norwegian'),
      ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'), ('ru', 'russian'), ('sv', 'swedish'),
      ('tr', 'turkish')
    ) AS known (tag, language)
    WHERE tag = split_part(lower(p_tag), '-', 1)
  ), 'simple')
$$;

-- Chinese, Japanese, Thai, Lao, Burmese and Khmer put no spaces between words. Of these each character is one, and each two
-- that stand together.
CREATE FUNCTION private.unspaced()
RETURNS TEXT
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT '[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+'
$$;

CREATE FUNCTION private.words(p_user TEXT, p_language TEXT, p_text TEXT)
RETURNS INT[]
LANGUAGE sql
IMMUTABLE
-- Whoever writes a project enters its words into the index.
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT coalesce(
    array_agg(DISTINCT ('x' || left(md5(p_user || ' ' || p_language || ' ' || word), 8))::bit(32)::int), '{}'
  )
  FROM (SELECT normalize(left(p_text, 100000), NFKC) AS text) AS given, LATERAL (
    SELECT unnest(tsvector_to_array(
      to_tsvector(('pg_catalog.' || p_language)::regconfig, regexp_replace(given.text, private.unspaced(), ' ', 'g'))
    )) AS word
    UNION ALL
    SELECT unnest(ARRAY[character, character || following]) FROM (
      SELECT character, lead(character) OVER (PARTITION BY run ORDER BY place) AS following
      FROM regexp_matches(given.text, private.unspaced(), 'g') WITH ORDINALITY AS runs (matched, run),
        string_to_array(matched[1], NULL) AS characters, unnest(characters) WITH ORDINALITY AS part (character, place)
    ) AS pairs
  ) AS words
  WHERE word IS NOT NULL
$$;
REVOKE ALL ON FUNCTION private.search_language(TEXT), private.unspaced(), private.words(TEXT, TEXT, TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.words(TEXT, TEXT, TEXT) TO authenticated, service_role;
COMMENT ON FUNCTION private.search_language IS 'The rules by which words of a language (BCP 47) are reduced to their stems';
COMMENT ON FUNCTION private.words IS 'The words of a text, each with its user and language, hashed';

-- Nobody says in which language a title is.
CREATE INDEX projects_words_idx ON public.projects
  USING gin (private.words(user_id, 'simple', title || ' ' || coalesce(description, ''))) WITH (fastupdate = off);
CREATE INDEX IF NOT EXISTS outputs_user_idx ON public.outputs (user_id, kind, status, created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS projects_updated_at_idx ON public.projects (user_id, updated_at, id);
CREATE INDEX IF NOT EXISTS projects_title_idx ON public.projects (user_id, lower(title), id);

-- Where maintenance goes on with the outputs that are there already.
INSERT INTO private.task_cursors (name, created_at, id)
  VALUES ('words', '-infinity', '00000000-0000-0000-0000-000000000000') ON CONFLICT DO NOTHING;

INSERT INTO public.schema_versions (version) VALUES ('1.53.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
