-- The status of an output that its user called off. Alone in its file: a new enum value can't be used before the
-- transaction that adds it commits.

BEGIN;

ALTER TYPE public.output_status ADD VALUE IF NOT EXISTS 'cancelled';

INSERT INTO public.schema_versions (version) VALUES ('1.1.0') ON CONFLICT DO NOTHING;

COMMIT;
