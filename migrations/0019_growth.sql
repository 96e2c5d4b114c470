-- A project's outputs of one kind or status, however many others there are. Under row-level security no index serves such a
-- filter, since the operators of an enum are not leakproof: so ids are found first, past it, and the rows read under it.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0019_growth.sql') THEN RETURN; END IF;

CREATE INDEX IF NOT EXISTS outputs_filter_idx
  ON public.outputs (project_id, user_id, kind, status, created_at DESC, id DESC);

INSERT INTO public.schema_versions (version) VALUES ('1.18.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
