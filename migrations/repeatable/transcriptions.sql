-- Transcriptions: earlier texts are kept, and what was made from one before it was put right is stale.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Whoever writes another text: the number counts up by one, can't be set, and the text before is kept.
CREATE OR REPLACE FUNCTION private.keep_transcription()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  NEW.version := OLD.version;
  NEW.corrected_at := OLD.corrected_at;
  IF (NEW.text, NEW.segments) IS NOT DISTINCT FROM (OLD.text, OLD.segments) THEN
    RETURN NEW;
  END IF;

  INSERT INTO public.transcription_versions (file_id, user_id, version, reason, text, word_count, segments, created_at)
    VALUES (OLD.file_id, OLD.user_id, OLD.version, CASE WHEN OLD.corrected_at IS NULL THEN 'read' ELSE 'corrected' END,
      OLD.text, OLD.word_count, OLD.segments, coalesce(OLD.corrected_at, OLD.created_at))
    ON CONFLICT DO NOTHING;
  NEW.version := OLD.version + 1;
  -- A worker that has read the file anew says when; a person can't.
  NEW.corrected_at := CASE WHEN NEW.created_at = OLD.created_at THEN now() END;
  RETURN NEW;
END
$$;

-- Keeps the last that was read from the file, and of the corrections before the present one as many as domain::limits says,
-- in as many bytes.
CREATE OR REPLACE FUNCTION private.prune_transcription_versions()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.transcription_versions AS kept
    USING (
      SELECT version, row_number() OVER newest AS place, sum(octet_length(text)) OVER newest AS bytes
      FROM public.transcription_versions WHERE file_id = NEW.file_id
      WINDOW newest AS (PARTITION BY reason ORDER BY version DESC)
    ) AS counted
    WHERE kept.file_id = NEW.file_id AND kept.version = counted.version AND counted.place > 1
      AND (kept.reason = 'read' OR counted.place > 20 OR counted.bytes > 16 * 1024 * 1024);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.transcription_changed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  UPDATE public.outputs SET stale = true
    FROM public.files AS file
    WHERE file.id = NEW.file_id AND outputs.project_id = file.project_id AND outputs.user_id = NEW.user_id AND NOT stale
      AND metadata -> 'sources' @> jsonb_build_array(jsonb_build_object('file_id', NEW.file_id));
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION
  private.keep_transcription(),
  private.prune_transcription_versions(),
  private.transcription_changed()
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON FUNCTION private.keep_transcription IS 'Counts the texts of a transcription, and keeps the one before';
COMMENT ON FUNCTION private.prune_transcription_versions IS 'Keeps the last text that was read, and the newest corrections';
COMMENT ON FUNCTION private.transcription_changed IS 'Marks the outputs that were made from another text of the file as stale';

COMMIT;
