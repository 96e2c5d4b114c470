-- Names and terms that are said in a file, as the transcription provider should write them.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0038_vocabulary.sql') THEN RETURN; END IF;

ALTER TABLE public.files ADD COLUMN vocabulary TEXT[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN public.files.vocabulary IS 'Names and terms that are said in it, beside those of the profile''s preferences';

INSERT INTO public.schema_versions (version) VALUES ('1.37.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
