-- What decides work and money. Supabase's Data API serves `public` to whoever holds a token, so none of this can live there.

BEGIN;

CREATE SCHEMA IF NOT EXISTS private;
REVOKE ALL ON SCHEMA private FROM PUBLIC, anon, authenticated, service_role;
GRANT USAGE ON SCHEMA private TO repostr_api, repostr_worker;

-- Half-empty pages, and no index on what a heartbeat writes: the update then stays in its page.
CREATE TABLE IF NOT EXISTS private.jobs (
  output_id UUID PRIMARY KEY,
  user_id TEXT NOT NULL,
  kind public.output_kind NOT NULL,
  request JSONB NOT NULL,
  request_id TEXT,
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  attempts INT NOT NULL DEFAULT 0,
  max_attempts INT NOT NULL DEFAULT 5,
  lease_token UUID,
  lease_expires_at TIMESTAMPTZ,
  not_before TIMESTAMPTZ NOT NULL DEFAULT now(),
  deliver_after TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '60 seconds',
  deadline_at TIMESTAMPTZ NOT NULL DEFAULT now() + INTERVAL '24 hours',
  cancel_requested_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  FOREIGN KEY (output_id, user_id) REFERENCES public.outputs (id, user_id) ON DELETE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS jobs_queued_idx ON private.jobs (deliver_after) WHERE state = 'queued';
CREATE INDEX IF NOT EXISTS jobs_processing_idx ON private.jobs (output_id) WHERE state = 'processing';

CREATE TABLE IF NOT EXISTS private.idempotency_keys (
  user_id TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INT NOT NULL,
  headers JSONB NOT NULL DEFAULT '{}',
  body TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, route, key)
);
CREATE INDEX IF NOT EXISTS idempotency_keys_created_at_idx ON private.idempotency_keys (created_at);

CREATE TABLE IF NOT EXISTS private.rates (
  user_id TEXT PRIMARY KEY,
  window_start TIMESTAMPTZ NOT NULL,
  used INT NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE IF NOT EXISTS private.provider_calls (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  output_id UUID NOT NULL,
  user_id TEXT NOT NULL,
  attempt INT NOT NULL,
  provider TEXT NOT NULL,
  model TEXT,
  prompt_tokens BIGINT NOT NULL DEFAULT 0,
  completion_tokens BIGINT NOT NULL DEFAULT 0,
  cost_micros BIGINT NOT NULL DEFAULT 0,
  duration_ms BIGINT,
  outcome TEXT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS provider_calls_user_id_created_at_idx ON private.provider_calls (user_id, created_at);

ALTER TABLE private.jobs ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.idempotency_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.rates ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.provider_calls ENABLE ROW LEVEL SECURITY;

COMMENT ON SCHEMA private IS 'What decides work and money. Not for Supabase''s Data API';
COMMENT ON TABLE private.jobs IS 'What is worked on. A queue message is only a wake-up call with an id';
COMMENT ON COLUMN private.jobs.lease_token IS 'Whoever holds it may write the result; a worker whose lease was taken has another';
COMMENT ON COLUMN private.jobs.not_before IS 'The end of a back-off';
COMMENT ON COLUMN private.jobs.deliver_after IS 'Still queued then: maintenance sends the message again';
COMMENT ON COLUMN private.jobs.deadline_at IS 'Not final by then: it fails';
COMMENT ON TABLE private.idempotency_keys IS 'Answers kept for 24 hours, by user, route and Idempotency-Key';
COMMENT ON TABLE private.rates IS 'What a user has spent in the present minute';
COMMENT ON TABLE private.provider_calls IS 'The ledger: one row a call. It outlives the output, so no foreign key';
COMMENT ON COLUMN private.provider_calls.cost_micros IS 'Millionths of a dollar';

INSERT INTO public.schema_versions (version) VALUES ('1.7.0') ON CONFLICT DO NOTHING;

COMMIT;
