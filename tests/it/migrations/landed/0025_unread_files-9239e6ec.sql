-- Recordings and documents from before there were transcriptions are ready, and nobody knows what is in them. Each gets the job
-- that it would get today: it is heard or read, or says why it can't be.

BEGIN;

DO $$
BEGIN
  -- Once: of a file that is completed today, `complete` makes the job.
  IF EXISTS (SELECT FROM public.schema_versions WHERE version = '1.24.0') THEN
    RETURN;
  END IF;
  PERFORM private.enqueue_file(id, user_id, NULL, etag) FROM public.files
    WHERE status = 'ready'
      AND lower(substring(path FROM '[^.]*$')) IN ('mp3', 'wav', 'm4a', 'aac', 'ogg', 'flac', 'mp4', 'mov', 'webm', 'mkv', 'avi',
        'html', 'srt', 'vtt', 'pdf', 'docx')
      -- A row that files_path_check would refuse today can't be changed.
      AND starts_with(path, user_id || '/' || project_id::text || '/') AND path !~ '(^|/)\.\.(/|$)'
      AND NOT EXISTS (SELECT FROM public.transcriptions WHERE file_id = files.id)
      AND NOT EXISTS (SELECT FROM private.file_jobs WHERE file_id = files.id);
END
$$;

INSERT INTO public.schema_versions (version) VALUES ('1.24.0') ON CONFLICT DO NOTHING;

COMMIT;
