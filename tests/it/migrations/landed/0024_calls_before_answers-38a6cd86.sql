-- Each request to a provider is entered in the ledger before it is sent, and its entry completed when it is known what came of
-- it: also one whose worker is lost meanwhile is there.

BEGIN;

GRANT UPDATE (prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome) ON private.provider_calls TO repostr_worker;

COMMENT ON COLUMN private.provider_calls.outcome IS
  'completed, the code of what was wrong, or unanswered: it is being made, or its worker was lost before it knew what came of it';

INSERT INTO public.schema_versions (version) VALUES ('1.23.0') ON CONFLICT DO NOTHING;

COMMIT;
