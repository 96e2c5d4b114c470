-- The bodies an output had before its present one.

BEGIN;

CREATE TABLE IF NOT EXISTS public.output_versions (
  output_id UUID NOT NULL,
  user_id TEXT NOT NULL,
  version INT NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('generated', 'regenerated', 'edited')),
  body TEXT,
  metadata JSONB NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (output_id, version),
  FOREIGN KEY (output_id, user_id) REFERENCES public.outputs (id, user_id) ON DELETE CASCADE
);

ALTER TABLE public.output_versions ENABLE ROW LEVEL SECURITY;

COMMENT ON TABLE public.output_versions IS 'Earlier bodies of outputs; reason says what made that body';

INSERT INTO public.schema_versions (version) VALUES ('1.5.0') ON CONFLICT DO NOTHING;

COMMIT;
