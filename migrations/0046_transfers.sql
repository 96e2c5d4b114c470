-- A project changes hands with all that is in it, in one transaction. Its objects stay where they are until the account is erased
-- that their keys are named after.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0046_transfers.sql') THEN RETURN; END IF;

ALTER TABLE public.files ADD COLUMN key_account TEXT;
COMMENT ON COLUMN public.files.key_account IS 'The account that the key in path begins with, where that is another: the project has come from there. Not the user''s to write';
-- Validated in 9999_open_points.sql: each row that kept to the one before keeps to it.
ALTER TABLE public.files DROP CONSTRAINT IF EXISTS files_path_check;
ALTER TABLE public.files ADD CONSTRAINT files_path_check CHECK (
  starts_with(path, coalesce(key_account, user_id) || '/' || project_id::text || '/') AND path !~ '(^|/)\.\.(/|$)'
) NOT VALID;
CREATE INDEX files_key_account_idx ON public.files (key_account) WHERE key_account IS NOT NULL;
CREATE INDEX files_brought_idx ON public.files (user_id, project_id) WHERE key_account IS NOT NULL;

INSERT INTO public.schema_versions (version) VALUES ('1.45.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
