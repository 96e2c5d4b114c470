-- What an upgrade may have to leave open, because of rows or rights that it found: tried again each time, after all others.
-- Where nothing is open it changes nothing and locks nothing.

BEGIN;

DO $$
BEGIN
  -- A bucket that was made private since stays closed.
  IF EXISTS (SELECT FROM storage.buckets WHERE id = 'uploads' AND public) AND NOT EXISTS (
    SELECT FROM pg_policies
    WHERE schemaname = 'storage' AND tablename = 'objects' AND policyname = 'Public read uploads'
  ) THEN
    CREATE POLICY "Public read uploads" ON storage.objects FOR SELECT USING (bucket_id = 'uploads');
  END IF;
EXCEPTION
  -- Some hosted projects keep policies on storage to the dashboard.
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'The policy "Public read uploads" was refused (%). Add it in the dashboard, Storage > Policies > objects > New policy: name "Public read uploads", operation SELECT, roles public, expression bucket_id = ''uploads''', SQLERRM;
END
$$;

DO $$
DECLARE
  broken RECORD;
BEGIN
  -- Rows from before may break a rule; that must not keep new rows from being held to it.
  FOR broken IN
    SELECT conrelid::regclass AS tab, conname AS name FROM pg_constraint
    WHERE NOT convalidated AND conname IN ('files_project_owner_fkey', 'outputs_project_owner_fkey',
      'outputs_archive_project_owner_fkey', 'files_path_check', 'templates_is_custom_check',
      'transcriptions_segments_check')
    ORDER BY conname
  LOOP
    BEGIN
      EXECUTE format('ALTER TABLE %s VALIDATE CONSTRAINT %I', broken.tab, broken.name);
    EXCEPTION
      WHEN foreign_key_violation OR check_violation THEN
        RAISE WARNING 'rows of % from before break %: new ones can''t. Put them right, then ALTER TABLE % VALIDATE CONSTRAINT %',
          broken.tab, broken.name, broken.tab, broken.name;
    END;
  END LOOP;

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

COMMIT;
