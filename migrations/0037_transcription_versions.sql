-- A person can put a transcription right. What was there before is kept, as it is of outputs.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0037_transcription_versions.sql') THEN RETURN; END IF;

ALTER TABLE public.transcriptions
  ADD COLUMN version INT NOT NULL DEFAULT 1,
  ADD COLUMN corrected_at TIMESTAMPTZ;
-- Those from before were all written by workers.
ALTER TABLE public.transcriptions
  ADD CONSTRAINT transcriptions_segments_check CHECK (jsonb_typeof(segments) = 'array') NOT VALID;

CREATE TABLE public.transcription_versions (
  file_id UUID NOT NULL,
  user_id TEXT NOT NULL,
  version INT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('read', 'corrected')),
  text TEXT NOT NULL,
  word_count INT NOT NULL,
  segments JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (file_id, version),
  FOREIGN KEY (file_id, user_id) REFERENCES public.files (id, user_id) ON DELETE CASCADE
);
ALTER TABLE public.transcription_versions ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE public.transcription_versions
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
-- Triggers alone write it.
GRANT SELECT ON public.transcription_versions TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.transcription_versions TO service_role;
CREATE POLICY transcription_versions_owner_select ON public.transcription_versions FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'));
CREATE POLICY transcription_versions_not_deleted ON public.transcription_versions AS RESTRICTIVE TO authenticated
  USING ((SELECT private.deleted_projects()) = '{}' OR EXISTS (SELECT FROM public.files WHERE files.id = file_id));

GRANT UPDATE (text, word_count, segments) ON public.transcriptions TO authenticated;
CREATE POLICY transcriptions_owner_update ON public.transcriptions FOR UPDATE TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub')) WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));

COMMENT ON COLUMN public.transcriptions.version IS 'Number of the present text; earlier ones are in transcription_versions';
COMMENT ON COLUMN public.transcriptions.corrected_at IS 'When a person put it right. NULL: it is as it was read';
COMMENT ON TABLE public.transcription_versions IS 'Earlier texts of transcriptions: what was read, and the newest corrections';
COMMENT ON COLUMN public.transcription_versions.reason IS 'What made it: read from the file, or corrected by a person';

INSERT INTO public.schema_versions (version) VALUES ('1.36.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
