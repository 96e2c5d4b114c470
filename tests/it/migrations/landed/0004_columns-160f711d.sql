-- What the API shows beyond the reference: how an output is getting on, what state a file is in.

BEGIN;

-- Both tables in one order, or `INSERT INTO outputs_archive SELECT * FROM outputs` would mix columns up.
ALTER TABLE public.outputs
  ADD COLUMN IF NOT EXISTS error JSONB,
  ADD COLUMN IF NOT EXISTS attempts INT NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS started_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS completed_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS cancel_requested_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS version INT NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS stale BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE public.outputs_archive
  ADD COLUMN IF NOT EXISTS error JSONB,
  ADD COLUMN IF NOT EXISTS attempts INT NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS started_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS completed_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS cancel_requested_at TIMESTAMPTZ,
  ADD COLUMN IF NOT EXISTS version INT NOT NULL DEFAULT 0,
  ADD COLUMN IF NOT EXISTS stale BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE public.files
  ADD COLUMN IF NOT EXISTS bucket TEXT NOT NULL DEFAULT 'uploads',
  ADD COLUMN IF NOT EXISTS filename TEXT,
  ADD COLUMN IF NOT EXISTS status TEXT NOT NULL DEFAULT 'ready'
    CONSTRAINT files_status_check CHECK (status IN ('uploading', 'processing', 'ready', 'failed')),
  ADD COLUMN IF NOT EXISTS error JSONB,
  ADD COLUMN IF NOT EXISTS sha256 TEXT,
  ADD COLUMN IF NOT EXISTS etag TEXT;

COMMENT ON COLUMN public.outputs.error IS 'Why it failed: {code, detail, retryable}';
COMMENT ON COLUMN public.outputs.attempts IS 'What the user sees; what is decided by is in private.jobs';
COMMENT ON COLUMN public.outputs.version IS 'Number of the present body; earlier ones are in output_versions. 0: none yet';
COMMENT ON COLUMN public.outputs.stale IS 'A source it was made from has changed or is gone';
COMMENT ON COLUMN public.files.etag IS 'Of the stored object when it was checked: a signed upload can be repeated until it expires, so readers ask for this one';
COMMENT ON COLUMN public.files.sha256 IS 'Of the stored bytes, lower-case hexadecimal';
COMMENT ON TABLE public.outputs_archive IS 'Copies of outputs completed over 90 days ago, columns in the order of outputs';

INSERT INTO public.schema_versions (version) VALUES ('1.3.0') ON CONFLICT DO NOTHING;

COMMIT;
