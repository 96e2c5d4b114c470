-- Files that come from an address: which, and which episode of a feed. Until a worker has fetched one it has no size.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0060_imports.sql') THEN RETURN; END IF;

ALTER TABLE public.files
  ADD COLUMN source_url TEXT CHECK (char_length(source_url) <= 2048),
  ADD COLUMN source_episode TEXT CHECK (char_length(source_episode) <= 2048);

COMMENT ON COLUMN public.files.source_url IS 'The address that the file was imported from; NULL of one that was uploaded';
COMMENT ON COLUMN public.files.source_episode IS 'The id that the feed at source_url has for the episode; NULL: the newest, or no feed';

INSERT INTO public.schema_versions (version) VALUES ('1.59.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
