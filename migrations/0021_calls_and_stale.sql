-- Each request to a provider is a row of the ledger of its own; and an output says when what it was made from has changed.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0021_calls_and_stale.sql') THEN RETURN; END IF;

-- One attempt may ask several times: for a repair, for variants. lease_token stays for what was entered before, and for
-- workers that still run while this is deployed.
ALTER TABLE private.provider_calls
  ADD COLUMN IF NOT EXISTS claim_token UUID,
  ADD COLUMN IF NOT EXISTS number INT;
CREATE UNIQUE INDEX IF NOT EXISTS provider_calls_claim_token_number_idx ON private.provider_calls (claim_token, number);
COMMENT ON COLUMN private.provider_calls.claim_token IS 'The lease token of the claim that it was made under';
COMMENT ON COLUMN private.provider_calls.number IS 'Of the claim''s calls, from 1: entered again, it is the same one';
COMMENT ON COLUMN private.provider_calls.lease_token IS 'As claim_token, where a claim had one call';

COMMENT ON COLUMN public.outputs.stale IS 'A source or the template that it was made from has changed or is gone';

INSERT INTO public.schema_versions (version) VALUES ('1.20.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
