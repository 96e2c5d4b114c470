-- Names and comments in plain English. Functions that the API and the workers call keep their old names besides, in
-- repeatable/compatibility.sql.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0028_plain_names.sql') THEN RETURN; END IF;

-- Functions of triggers, which are called by no name. A new database gets them under their new ones.
IF to_regprocedure('private.forget_whose()') IS NOT NULL THEN
  ALTER FUNCTION private.forget_whose() RENAME TO anonymize_call;
  ALTER TRIGGER trg_provider_calls_forget_whose ON private.provider_calls RENAME TO trg_provider_calls_anonymize;
END IF;
IF to_regprocedure('private.forget_versions()') IS NOT NULL THEN
  ALTER FUNCTION private.forget_versions() RENAME TO prune_versions;
  ALTER TRIGGER trg_output_versions_forget ON public.output_versions RENAME TO trg_output_versions_prune;
END IF;

COMMENT ON TABLE private.clerk_users IS 'The name that Clerk last reported for each user: the profile follows it until the user changes it';
COMMENT ON TABLE private.counters IS 'Counters by user and month. The value of a counter is the sum of its rows';
COMMENT ON COLUMN private.counters.month IS 'First day of the month (UTC). -infinity: the present total, of no month';
COMMENT ON COLUMN private.counters.kind IS 'Kind of output, where reservations are counted';
COMMENT ON COLUMN private.counters.name IS 'What is counted: a status of reservations, prompt_tokens, completion_tokens, cost_micros or storage_bytes';
COMMENT ON TABLE private.rates IS 'What each user has used of the rate limit in the present minute';
COMMENT ON TABLE private.plans IS 'The limits of each plan; models::plans has the same';
COMMENT ON TABLE private.subscriptions IS 'The plan of each user. Without a row: free';
COMMENT ON TABLE private.reservations IS 'One row for each accepted job, kept after its output is deleted. queued and processing: reserved; completed: used; failed and cancelled: given back';
COMMENT ON COLUMN private.reservations.accepted_at IS 'The job counts in the month (UTC) of this time, whenever it ends';
COMMENT ON TABLE private.tombstones IS 'Deleted users, kept for good: no token and no late event can bring one back';
COMMENT ON COLUMN private.tombstones.erased_at IS 'When the last of their rows and objects was erased';
COMMENT ON COLUMN private.tombstones.erase_at IS 'When to look for their rows and objects next. NULL: done';
COMMENT ON TABLE private.webhook_events IS 'Ids of events that were processed, without their users';
COMMENT ON TABLE private.waiters IS 'Requests that are waiting for an output (Prefer: wait)';
COMMENT ON TABLE private.provider_calls IS 'The ledger: one row for each call to a provider. No foreign keys, because it is kept when the output or file is deleted';
COMMENT ON COLUMN private.provider_calls.user_id IS 'NULL: the user was deleted';
COMMENT ON COLUMN private.provider_calls.claim_token IS 'Lease token of the claim that made the call';
COMMENT ON COLUMN private.provider_calls.number IS 'Number of the call within its claim, from 1: entered twice, it is the same call';
COMMENT ON COLUMN private.provider_calls.lease_token IS 'As claim_token, in rows from when a claim made one call';
COMMENT ON COLUMN private.provider_calls.outcome IS 'completed, the code of the error, or unanswered: it is still running, or its worker was lost before the answer came';
COMMENT ON COLUMN public.outputs.attempts IS 'Shown to the user; what decides is in private.jobs';
COMMENT ON COLUMN public.outputs.version IS 'Number of the present body; earlier ones are in output_versions. 0: there is none yet';
COMMENT ON COLUMN public.outputs.stale IS 'A source or the template that it was made from has changed or was deleted';
COMMENT ON COLUMN public.files.etag IS 'ETag of the stored object when it was checked. A signed upload can be repeated until it expires, so readers ask for this one';
COMMENT ON TABLE public.output_versions IS 'Earlier bodies of outputs, and what each was made by';

INSERT INTO public.schema_versions (version) VALUES ('1.27.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
