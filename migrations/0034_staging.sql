-- The bucket that clients put into. It is private, has no policy, and nothing is served from it.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0034_staging.sql') THEN RETURN; END IF;

INSERT INTO storage.buckets (id, name, public) VALUES ('uploads-staging', 'uploads-staging', false) ON CONFLICT DO NOTHING;

COMMENT ON COLUMN public.files.etag IS 'ETag of the stored object when it was checked: readers ask for this one';

INSERT INTO public.schema_versions (version) VALUES ('1.33.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
