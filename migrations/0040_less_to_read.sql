-- Less to read: a template's outputs are found by an index, a second index of the same columns goes, and short statements are
-- not compiled. Where there are millions of outputs, build the index beforehand (docs/operations.md).

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0040_less_to_read.sql') THEN RETURN; END IF;

CREATE INDEX IF NOT EXISTS outputs_template_idx ON public.outputs (user_id, (metadata ->> 'template_id'))
  WHERE metadata ? 'template_id';

-- provider_calls_month_idx begins alike.
DROP INDEX IF EXISTS private.provider_calls_user_id_created_at_idx;

-- What a few pages answer, compiling costs many times over.
ALTER ROLE repostr_api SET jit = off;
ALTER ROLE repostr_worker SET jit = off;

INSERT INTO public.schema_versions (version) VALUES ('1.39.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
