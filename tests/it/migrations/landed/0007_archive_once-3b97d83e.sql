-- The reference's monthly `INSERT INTO outputs_archive SELECT * FROM outputs …` names no ids: run again, it would archive
-- every row again. Ids that are there already are skipped, whoever runs it.

BEGIN;

CREATE OR REPLACE FUNCTION public.archive_once()
RETURNS TRIGGER
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM public.outputs_archive WHERE id = NEW.id) THEN
    RETURN NULL;
  END IF;
  RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER trg_outputs_archive_once BEFORE INSERT ON public.outputs_archive
  FOR EACH ROW EXECUTE FUNCTION public.archive_once();

DO $$
BEGIN
  -- An archive made by hand, as the reference leaves it open, may have no key.
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.outputs_archive'::regclass AND contype = 'p') THEN
    BEGIN
      ALTER TABLE public.outputs_archive ADD PRIMARY KEY (id);
    EXCEPTION WHEN unique_violation THEN
      RAISE WARNING 'outputs_archive holds ids twice, so it gets no primary key. Remove the second copies, then run this again';
    END;
  END IF;

  IF (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'public.outputs'::regclass AND attnum > 0 AND NOT attisdropped)
    IS DISTINCT FROM
     (SELECT array_agg(attname ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'public.outputs_archive'::regclass AND attnum > 0 AND NOT attisdropped)
  THEN
    RAISE WARNING 'outputs_archive has other columns than outputs, or in another order: INSERT … SELECT * would mix them up, name the columns';
  END IF;
END
$$;

INSERT INTO public.schema_versions (version) VALUES ('1.6.0') ON CONFLICT DO NOTHING;

COMMIT;
