-- The schema that migrations/ results in, to read and to review. Written by `cargo dev prepare`, and applied to nothing.
-- The bodies of the functions are in migrations/repeatable.

CREATE EXTENSION pgcrypto;

CREATE SCHEMA access;
GRANT USAGE ON SCHEMA access TO authenticated;

CREATE SCHEMA private;
GRANT USAGE ON SCHEMA private TO repostr_api;
GRANT USAGE ON SCHEMA private TO repostr_delivery;
GRANT USAGE ON SCHEMA private TO repostr_webhook;
GRANT USAGE ON SCHEMA private TO repostr_worker;

CREATE ROLE repostr_api LOGIN NOINHERIT;
ALTER ROLE repostr_api SET idle_in_transaction_session_timeout=60s;
ALTER ROLE repostr_api SET jit=off;
ALTER ROLE repostr_api SET lock_timeout=5s;
ALTER ROLE repostr_api SET statement_timeout=10s;
GRANT authenticated TO repostr_api;

CREATE ROLE repostr_worker LOGIN NOINHERIT;
ALTER ROLE repostr_worker SET idle_in_transaction_session_timeout=60s;
ALTER ROLE repostr_worker SET jit=off;
ALTER ROLE repostr_worker SET lock_timeout=5s;
ALTER ROLE repostr_worker SET statement_timeout=30s;

CREATE TYPE public.output_kind AS ENUM ('blog', 'social', 'email');

CREATE TYPE public.output_status AS ENUM ('queued', 'processing', 'completed', 'failed', 'cancelled');

CREATE TYPE public.template_type AS ENUM ('blog', 'linkedin', 'twitter', 'instagram', 'email');

CREATE TABLE private.api_keys (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  created_by text NOT NULL,
  name text NOT NULL,
  prefix text NOT NULL,
  hash bytea NOT NULL,
  scopes text[] NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  CONSTRAINT api_keys_pkey PRIMARY KEY (id),
  CONSTRAINT api_keys_hash_check CHECK ((octet_length(hash) = 32)),
  CONSTRAINT api_keys_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  CONSTRAINT api_keys_prefix_key UNIQUE (prefix),
  CONSTRAINT api_keys_scopes_check CHECK (((scopes <> '{}'::text[]) AND (scopes <@ ARRAY['read'::text, 'write'::text])))
);
CREATE INDEX api_keys_created_by_idx ON private.api_keys USING btree (created_by);
CREATE INDEX api_keys_user_id_idx ON private.api_keys USING btree (user_id, created_at);
ALTER TABLE private.api_keys ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.api_keys IS 'Keys of programs. A key itself is kept nowhere';
COMMENT ON COLUMN private.api_keys.user_id IS 'The account that it asks for';
COMMENT ON COLUMN private.api_keys.created_by IS 'Who made it. It ends with them, and with their membership';
COMMENT ON COLUMN private.api_keys.prefix IS 'Its beginning, by which people know it again';
COMMENT ON COLUMN private.api_keys.hash IS 'SHA-256 of the whole key';
COMMENT ON COLUMN private.api_keys.last_used_at IS 'To the minute';

CREATE TABLE private.audit (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  actor_id text,
  action text NOT NULL,
  subject_id text,
  at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT audit_pkey PRIMARY KEY (id)
);
CREATE INDEX audit_actor_id_idx ON private.audit USING btree (actor_id) WHERE (actor_id <> user_id);
CREATE INDEX audit_at_idx ON private.audit USING btree (at);
CREATE INDEX audit_keyset_idx ON private.audit USING btree (user_id, at DESC, id DESC);
CREATE INDEX audit_members_idx ON private.audit USING btree (subject_id) WHERE starts_with(action, 'member.'::text);
ALTER TABLE private.audit ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.audit IS 'Who did what in an account, of what can''t be undone or costs. Written by triggers and by the functions that pass row-level security';
COMMENT ON COLUMN private.audit.user_id IS 'The account';
COMMENT ON COLUMN private.audit.actor_id IS 'The person. NULL: deleted since, or none of the account''s: Clerk, Stripe, an administrator';
COMMENT ON COLUMN private.audit.subject_id IS 'What it was done to: the id of a row or of a member; where it is about what is paid, the plan';

CREATE TABLE private.billing_events (
  id text NOT NULL,
  user_id text,
  type text NOT NULL,
  at timestamp with time zone NOT NULL,
  CONSTRAINT billing_events_pkey PRIMARY KEY (id)
);
CREATE INDEX billing_events_user_idx ON private.billing_events USING btree (user_id, at);
ALTER TABLE private.billing_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY billing_events_worker_all ON private.billing_events FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON private.billing_events TO repostr_worker;
COMMENT ON TABLE private.billing_events IS 'Each event of a provider that was heard, once. It stays when its account is erased, without whose it was';

CREATE TABLE private.checkouts (
  user_id text NOT NULL,
  price text NOT NULL,
  key uuid NOT NULL DEFAULT gen_random_uuid(),
  session_id text,
  url text,
  replaces text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT checkouts_pkey PRIMARY KEY (user_id)
);
ALTER TABLE private.checkouts ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.checkouts IS 'The checkout that an account has open at Stripe; it goes when a subscription comes of it';
COMMENT ON COLUMN private.checkouts.key IS 'The idempotency key of the session: whoever asks meanwhile gets the same one';
COMMENT ON COLUMN private.checkouts.replaces IS 'The session for another price, which is to be closed first';

CREATE TABLE private.clerk_users (
  user_id text NOT NULL,
  name text,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT clerk_users_pkey PRIMARY KEY (user_id)
);
CREATE TRIGGER trg_clerk_users_keep_deleted_out BEFORE INSERT ON private.clerk_users FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
ALTER TABLE private.clerk_users ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.clerk_users IS 'The name that Clerk last reported for each user: the profile follows it until the user changes it';

CREATE TABLE private.counters (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  user_id text NOT NULL,
  month date NOT NULL,
  kind public.output_kind,
  name text NOT NULL,
  value numeric NOT NULL,
  created_by text,
  CONSTRAINT counters_pkey PRIMARY KEY (id)
) WITH (fillfactor=50);
CREATE INDEX counters_created_by_idx ON private.counters USING btree (created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX counters_user_id_month_idx ON private.counters USING btree (user_id, month);
ALTER TABLE private.counters ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.counters IS 'Counters by user and month. The value of a counter is the sum of its rows';
COMMENT ON COLUMN private.counters.month IS 'First day of the month (UTC). -infinity: the present total, of no month';
COMMENT ON COLUMN private.counters.kind IS 'Kind of output, where reservations are counted';
COMMENT ON COLUMN private.counters.name IS 'What is counted: a status of reservations, prompt_tokens, completion_tokens, cost_micros or storage_bytes';
COMMENT ON COLUMN private.counters.created_by IS 'Who of an organization it counts for. NULL: nobody, somebody deleted since, or from before this was kept; of a personal account always';

CREATE TABLE private.deleted_outputs (
  id uuid NOT NULL,
  user_id text NOT NULL,
  project_id uuid NOT NULL,
  created_by text,
  deleted_at timestamp with time zone NOT NULL DEFAULT now(),
  restorable_until timestamp with time zone NOT NULL,
  output jsonb NOT NULL,
  versions jsonb NOT NULL,
  archived jsonb,
  CONSTRAINT deleted_outputs_pkey PRIMARY KEY (id),
  CONSTRAINT deleted_outputs_project_owner_fkey FOREIGN KEY (project_id, user_id) REFERENCES public.projects(id, user_id) ON DELETE CASCADE
);
CREATE INDEX deleted_outputs_created_by_idx ON private.deleted_outputs USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX deleted_outputs_keyset_idx ON private.deleted_outputs USING btree (project_id, user_id, deleted_at DESC, id DESC);
CREATE INDEX deleted_outputs_restorable_until_idx ON private.deleted_outputs USING btree (restorable_until);
CREATE INDEX deleted_outputs_user_id_idx ON private.deleted_outputs USING btree (user_id);
ALTER TABLE private.deleted_outputs ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.deleted_outputs IS 'Deleted outputs that can be restored';
COMMENT ON COLUMN private.deleted_outputs.output IS 'Its row, without the columns that are here. A migration that adds a column which may not be null adds it to these, too';
COMMENT ON COLUMN private.deleted_outputs.versions IS 'Its rows of output_versions, without their user_id';
COMMENT ON COLUMN private.deleted_outputs.archived IS 'Its row of outputs_archive, if it had one, without the columns that are here';

CREATE TABLE private.deleted_projects (
  project_id uuid NOT NULL,
  user_id text NOT NULL,
  deleted_at timestamp with time zone NOT NULL DEFAULT now(),
  erase_at timestamp with time zone NOT NULL DEFAULT now(),
  restorable_until timestamp with time zone,
  CONSTRAINT deleted_projects_pkey PRIMARY KEY (project_id),
  CONSTRAINT deleted_projects_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE
);
CREATE INDEX deleted_projects_keyset_idx ON private.deleted_projects USING btree (user_id, deleted_at DESC, project_id DESC);
ALTER TABLE private.deleted_projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY deleted_projects_worker_all ON private.deleted_projects FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE (erase_at) ON private.deleted_projects TO repostr_worker;
COMMENT ON TABLE private.deleted_projects IS 'Deleted projects that can be restored, or whose rows and objects are being erased';
COMMENT ON COLUMN private.deleted_projects.erase_at IS 'When to begin, or to go on';
COMMENT ON COLUMN private.deleted_projects.restorable_until IS 'NULL: it is being erased';

CREATE TABLE private.idempotency_keys (
  user_id text NOT NULL,
  route text NOT NULL,
  key text NOT NULL,
  request_hash text NOT NULL,
  status integer NOT NULL,
  headers jsonb NOT NULL DEFAULT '{}'::jsonb,
  body text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by text NOT NULL DEFAULT ''::text,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, created_by, route, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON private.idempotency_keys USING btree (created_at);
CREATE INDEX idempotency_keys_created_by_idx ON private.idempotency_keys USING btree (created_by) WHERE (created_by <> ''::text);
ALTER TABLE private.idempotency_keys ENABLE ROW LEVEL SECURITY;
CREATE POLICY idempotency_keys_worker_all ON private.idempotency_keys FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, SELECT ON private.idempotency_keys TO repostr_worker;
COMMENT ON TABLE private.idempotency_keys IS 'Answers kept for 24 hours, by account, person, route and Idempotency-Key';
COMMENT ON COLUMN private.idempotency_keys.created_by IS 'Who sent it, in an organization''s account. Empty: the account''s own person';

CREATE TABLE private.job_progress (
  subject_id uuid NOT NULL,
  lease_token uuid NOT NULL,
  number integer NOT NULL,
  stage text NOT NULL,
  done integer NOT NULL,
  total integer NOT NULL,
  CONSTRAINT job_progress_pkey PRIMARY KEY (subject_id)
) WITH (fillfactor=50);
ALTER TABLE private.job_progress ENABLE ROW LEVEL SECURITY;
CREATE POLICY job_progress_worker_all ON private.job_progress FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT INSERT, SELECT, UPDATE (lease_token, number, stage, done, total) ON private.job_progress TO repostr_worker;
COMMENT ON TABLE private.job_progress IS 'How far jobs are that are not over. Without a row of the present lease: nobody has said yet';
COMMENT ON COLUMN private.job_progress.subject_id IS 'The output or the file';
COMMENT ON COLUMN private.job_progress.lease_token IS 'Of the attempt that says so';
COMMENT ON COLUMN private.job_progress.number IS 'Of what the attempt has said: what comes late changes nothing';
COMMENT ON COLUMN private.job_progress.stage IS 'What is being done: domain::Stage';
COMMENT ON COLUMN private.job_progress.done IS 'Of the stage, so much of total';

CREATE TABLE private.jobs (
  output_id uuid,
  user_id text NOT NULL,
  kind public.output_kind,
  request jsonb NOT NULL,
  request_id text,
  state text NOT NULL DEFAULT 'queued'::text,
  attempts integer NOT NULL DEFAULT 0,
  max_attempts integer NOT NULL DEFAULT 5,
  lease_token uuid,
  lease_expires_at timestamp with time zone,
  not_before timestamp with time zone NOT NULL DEFAULT now(),
  deliver_after timestamp with time zone NOT NULL DEFAULT (now() + '00:01:00'::interval),
  deadline_at timestamp with time zone NOT NULL DEFAULT (now() + '24:00:00'::interval),
  cancel_requested_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  waits_for uuid[] NOT NULL DEFAULT '{}'::uuid[],
  work text NOT NULL DEFAULT 'generation'::text,
  file_id uuid,
  progress jsonb NOT NULL DEFAULT '[]'::jsonb,
  postponed integer NOT NULL DEFAULT 0,
  error jsonb,
  created_by text,
  delivery_id uuid,
  CONSTRAINT jobs_delivery_owner_fkey FOREIGN KEY (delivery_id, user_id) REFERENCES private.webhook_deliveries(id, user_id) ON DELETE CASCADE,
  CONSTRAINT jobs_file_owner_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files(id, user_id) ON DELETE CASCADE,
  CONSTRAINT jobs_output_id_key UNIQUE (output_id),
  CONSTRAINT jobs_output_id_user_id_fkey FOREIGN KEY (output_id, user_id) REFERENCES public.outputs(id, user_id) ON DELETE CASCADE,
  CONSTRAINT jobs_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'processing'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  CONSTRAINT jobs_subject_check CHECK (((num_nonnulls(output_id, file_id, delivery_id) = 1) AND (
CASE work
    WHEN 'generation'::text THEN output_id
    WHEN 'ingestion'::text THEN file_id
    WHEN 'delivery'::text THEN delivery_id
    ELSE NULL::uuid
END IS NOT NULL)))
) WITH (fillfactor=50);
CREATE INDEX jobs_created_by_idx ON private.jobs USING btree (created_by) WHERE (created_by <> user_id);
CREATE UNIQUE INDEX jobs_delivery_id_key ON private.jobs USING btree (delivery_id) WHERE (delivery_id IS NOT NULL);
CREATE UNIQUE INDEX jobs_file_id_key ON private.jobs USING btree (file_id) WHERE (file_id IS NOT NULL);
CREATE INDEX jobs_processing_idx ON private.jobs USING btree (output_id) WHERE (state = 'processing'::text);
CREATE INDEX jobs_queued_idx ON private.jobs USING btree (deliver_after) WHERE (state = 'queued'::text);
CREATE INDEX jobs_waiting_idx ON private.jobs USING btree (user_id) WHERE (waits_for <> '{}'::uuid[]);
CREATE TRIGGER trg_jobs_admit_delivery BEFORE UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.delivery_id IS NOT NULL) AND (new.state = 'processing'::text))) EXECUTE FUNCTION private.admit_delivery();
CREATE TRIGGER trg_jobs_forget_job_progress AFTER UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.delivery_id IS NULL) AND (new.state <> ALL (ARRAY['queued'::text, 'processing'::text])))) EXECUTE FUNCTION private.forget_job_progress();
CREATE TRIGGER trg_jobs_forget_job_progress_deleted AFTER DELETE ON private.jobs FOR EACH ROW WHEN ((old.delivery_id IS NULL)) EXECUTE FUNCTION private.forget_job_progress();
CREATE TRIGGER trg_jobs_forget_progress BEFORE UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.output_id IS NOT NULL) AND (new.state <> ALL (ARRAY['queued'::text, 'processing'::text])))) EXECUTE FUNCTION private.forget_progress();
CREATE TRIGGER trg_jobs_record AFTER INSERT ON private.jobs FOR EACH ROW EXECUTE FUNCTION private.record_job();
CREATE TRIGGER trg_jobs_record_again AFTER UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((old.state <> ALL (ARRAY['queued'::text, 'processing'::text])) AND (new.state = 'queued'::text))) EXECUTE FUNCTION private.record_job();
CREATE TRIGGER trg_jobs_reservation AFTER DELETE OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((old.output_id IS NOT NULL)) EXECUTE FUNCTION private.keep_reservation();
CREATE TRIGGER trg_jobs_reservation_begins AFTER INSERT ON private.jobs FOR EACH ROW WHEN ((new.output_id IS NOT NULL)) EXECUTE FUNCTION private.keep_reservation();
CREATE TRIGGER trg_jobs_show AFTER UPDATE OF state, cancel_requested_at ON private.jobs FOR EACH ROW EXECUTE FUNCTION private.show_job();
CREATE TRIGGER trg_jobs_wait_for_sources BEFORE INSERT OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((new.output_id IS NOT NULL)) EXECUTE FUNCTION private.wait_for_sources();
CREATE TRIGGER trg_jobs_wake_outputs AFTER DELETE OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((old.file_id IS NOT NULL)) EXECUTE FUNCTION private.wake_outputs();
ALTER TABLE private.jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY jobs_delivery_all ON private.jobs FOR ALL TO repostr_delivery
  USING ((work = 'delivery'::text))
  WITH CHECK ((work = 'delivery'::text));
CREATE POLICY jobs_worker_all ON private.jobs FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE ON private.jobs TO repostr_delivery;
GRANT INSERT, SELECT, UPDATE ON private.jobs TO repostr_worker;
COMMENT ON TABLE private.jobs IS 'What is worked on, of every kind, one job a subject. A queue message is only a wake-up call with an id';
COMMENT ON COLUMN private.jobs.kind IS 'Of the output';
COMMENT ON COLUMN private.jobs.request IS 'What was asked for. Of a file: the etag of the object that is to be read; null where only our own functions can have put it';
COMMENT ON COLUMN private.jobs.attempts IS 'Those that count against max_attempts: that broke off, or were answered badly, since something was kept';
COMMENT ON COLUMN private.jobs.lease_token IS 'Whoever holds it may write the result; a worker whose lease was taken has another';
COMMENT ON COLUMN private.jobs.not_before IS 'The end of a back-off';
COMMENT ON COLUMN private.jobs.deliver_after IS 'Still queued then: maintenance sends the message again';
COMMENT ON COLUMN private.jobs.deadline_at IS 'Not final by then: it fails';
COMMENT ON COLUMN private.jobs.waits_for IS 'Files that are still being read; not_before is then the deadline. Of a delivery: its endpoint, while that is sent as many as it takes at a time';
COMMENT ON COLUMN private.jobs.work IS 'The kind of work, which is that of its worker and its queue';
COMMENT ON COLUMN private.jobs.progress IS 'What is done of it and kept, in order: the next attempt goes on from there. Of a recording: {end, language, segments}';
COMMENT ON COLUMN private.jobs.postponed IS 'Attempts that came to nothing through no fault of the job, since something was kept: only its deadline ends these';
COMMENT ON COLUMN private.jobs.error IS 'Why the last attempt came to nothing: {code, detail, retryable}';
COMMENT ON COLUMN private.jobs.created_by IS 'Who asked for it last. NULL: the person was deleted, or it is from before this was kept';

CREATE TABLE private.leases (
  name text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT leases_pkey PRIMARY KEY (name)
);
ALTER TABLE private.leases ENABLE ROW LEVEL SECURITY;
CREATE POLICY leases_worker_all ON private.leases FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT INSERT, SELECT, UPDATE ON private.leases TO repostr_worker;
COMMENT ON TABLE private.leases IS 'Scheduled tasks that are running';

CREATE TABLE private.memberships (
  org_id text NOT NULL,
  user_id text NOT NULL,
  role text NOT NULL,
  removed_at timestamp with time zone,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT memberships_pkey PRIMARY KEY (org_id, user_id),
  CONSTRAINT memberships_role_check CHECK ((role = ANY (ARRAY['admin'::text, 'member'::text, 'viewer'::text])))
);
CREATE INDEX memberships_user_id_idx ON private.memberships USING btree (user_id);
CREATE TRIGGER trg_memberships_keep_deleted_out BEFORE INSERT ON private.memberships FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_memberships_record AFTER INSERT ON private.memberships FOR EACH ROW EXECUTE FUNCTION private.record_membership();
CREATE TRIGGER trg_memberships_record_changed AFTER UPDATE ON private.memberships FOR EACH ROW WHEN (((old.role <> new.role) OR ((old.removed_at IS NULL) <> (new.removed_at IS NULL)))) EXECUTE FUNCTION private.record_membership();
ALTER TABLE private.memberships ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.memberships IS 'What Clerk last reported of who is in which organization. A token that was issued since then is right where the two differ';
COMMENT ON COLUMN private.memberships.removed_at IS 'NULL: a member';
COMMENT ON COLUMN private.memberships.changed_at IS 'When it changed, as Clerk says: an older report changes nothing';

CREATE TABLE private.output_words (
  output_id uuid NOT NULL,
  user_id text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  language text NOT NULL,
  words integer[] NOT NULL,
  CONSTRAINT output_words_pkey PRIMARY KEY (output_id),
  CONSTRAINT output_words_output_owner_fkey FOREIGN KEY (output_id, user_id) REFERENCES public.outputs(id, user_id) ON DELETE CASCADE
);
CREATE INDEX output_words_idx ON private.output_words USING gin (words) WITH (fastupdate=off);
CREATE INDEX output_words_keyset_idx ON private.output_words USING btree (user_id, created_at DESC, output_id DESC);
ALTER TABLE private.output_words ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.output_words IS 'The words of each output that has a body, for private.search_outputs';
COMMENT ON COLUMN private.output_words.language IS 'By whose rules words were reduced to their stems; simple: by none';
COMMENT ON COLUMN private.output_words.words IS 'Hashes, as private.words makes them';

CREATE TABLE private.paid_subscriptions (
  source text NOT NULL,
  external_id text NOT NULL,
  user_id text NOT NULL,
  plan text NOT NULL,
  status text NOT NULL,
  period_end timestamp with time zone,
  past_due_at timestamp with time zone,
  counts_until timestamp with time zone NOT NULL,
  customer_id text,
  event_at timestamp with time zone NOT NULL,
  CONSTRAINT paid_subscriptions_pkey PRIMARY KEY (source, external_id),
  CONSTRAINT paid_subscriptions_plan_fkey FOREIGN KEY (plan) REFERENCES private.plans(name),
  CONSTRAINT paid_subscriptions_source_check CHECK ((source = ANY (ARRAY['clerk'::text, 'stripe'::text]))),
  CONSTRAINT paid_subscriptions_status_check CHECK ((status = ANY (ARRAY['incomplete'::text, 'upcoming'::text, 'active'::text, 'past_due'::text, 'canceled'::text, 'expired'::text, 'abandoned'::text, 'ended'::text])))
);
CREATE INDEX paid_subscriptions_user_idx ON private.paid_subscriptions USING btree (user_id);
CREATE TRIGGER trg_paid_subscriptions_record AFTER INSERT ON private.paid_subscriptions FOR EACH ROW EXECUTE FUNCTION private.record_subscription();
CREATE TRIGGER trg_paid_subscriptions_record_changed AFTER UPDATE ON private.paid_subscriptions FOR EACH ROW WHEN (((old.plan <> new.plan) OR (old.status <> new.status))) EXECUTE FUNCTION private.record_subscription();
ALTER TABLE private.paid_subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY paid_subscriptions_worker_all ON private.paid_subscriptions FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON private.paid_subscriptions TO repostr_worker;
COMMENT ON TABLE private.paid_subscriptions IS 'What accounts pay for, as its provider last said it. Without a row that counts: free';
COMMENT ON COLUMN private.paid_subscriptions.external_id IS 'Clerk''s id of the subscription item, Stripe''s of the subscription';
COMMENT ON COLUMN private.paid_subscriptions.counts_until IS 'The plan counts before this moment; private.counts_until says how it follows';
COMMENT ON COLUMN private.paid_subscriptions.event_at IS 'Of the newest event. Older ones change nothing';

CREATE TABLE private.plans (
  name text NOT NULL,
  outputs integer NOT NULL,
  storage_bytes bigint NOT NULL,
  price_cents integer NOT NULL,
  CONSTRAINT plans_pkey PRIMARY KEY (name),
  CONSTRAINT plans_outputs_check CHECK ((outputs >= 0)),
  CONSTRAINT plans_price_cents_check CHECK ((price_cents >= 0)),
  CONSTRAINT plans_storage_bytes_check CHECK ((storage_bytes >= 0))
);
ALTER TABLE private.plans ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.plans IS 'The limits of each plan; models::plans has the same';

CREATE TABLE private.provider_calls (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  output_id uuid,
  user_id text,
  attempt integer NOT NULL,
  provider text NOT NULL,
  model text,
  prompt_tokens bigint NOT NULL DEFAULT 0,
  completion_tokens bigint NOT NULL DEFAULT 0,
  cost_micros bigint NOT NULL DEFAULT 0,
  duration_ms bigint,
  outcome text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  lease_token uuid,
  file_id uuid,
  claim_token uuid,
  number integer,
  CONSTRAINT provider_calls_pkey PRIMARY KEY (id),
  CONSTRAINT provider_calls_subject_check CHECK ((num_nonnulls(output_id, file_id) = 1))
);
CREATE UNIQUE INDEX provider_calls_claim_token_number_idx ON private.provider_calls USING btree (claim_token, number);
CREATE INDEX provider_calls_created_at_idx ON private.provider_calls USING btree (created_at);
CREATE UNIQUE INDEX provider_calls_lease_token_idx ON private.provider_calls USING btree (lease_token);
CREATE INDEX provider_calls_month_idx ON private.provider_calls USING btree (user_id, created_at) INCLUDE (prompt_tokens, completion_tokens, cost_micros);
CREATE TRIGGER trg_provider_calls_anonymize BEFORE INSERT ON private.provider_calls FOR EACH ROW EXECUTE FUNCTION private.anonymize_call();
CREATE TRIGGER trg_provider_calls_count_deleted AFTER DELETE ON private.provider_calls REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
CREATE TRIGGER trg_provider_calls_count_inserted AFTER INSERT ON private.provider_calls REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
CREATE TRIGGER trg_provider_calls_count_updated AFTER UPDATE ON private.provider_calls REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
ALTER TABLE private.provider_calls ENABLE ROW LEVEL SECURITY;
CREATE POLICY provider_calls_worker_all ON private.provider_calls FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT INSERT, SELECT, UPDATE (prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome) ON private.provider_calls TO repostr_worker;
COMMENT ON TABLE private.provider_calls IS 'The ledger: one row for each call to a provider. No foreign keys, because it is kept when the output or file is deleted';
COMMENT ON COLUMN private.provider_calls.user_id IS 'NULL: the user was deleted';
COMMENT ON COLUMN private.provider_calls.cost_micros IS 'Millionths of a dollar';
COMMENT ON COLUMN private.provider_calls.outcome IS 'completed, the code of the error, or unanswered: it is still running, or its worker was lost before the answer came';
COMMENT ON COLUMN private.provider_calls.lease_token IS 'As claim_token, in rows from when a claim made one call';
COMMENT ON COLUMN private.provider_calls.claim_token IS 'Lease token of the claim that made the call';
COMMENT ON COLUMN private.provider_calls.number IS 'Number of the call within its claim, from 1: entered twice, it is the same call';

CREATE TABLE private.rates (
  user_id text NOT NULL,
  window_start timestamp with time zone NOT NULL,
  used integer NOT NULL,
  CONSTRAINT rates_pkey PRIMARY KEY (user_id)
) WITH (fillfactor=50);
ALTER TABLE private.rates ENABLE ROW LEVEL SECURITY;
CREATE POLICY rates_worker_all ON private.rates FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, SELECT ON private.rates TO repostr_worker;
COMMENT ON TABLE private.rates IS 'What each user has used of the rate limit in the present minute';

CREATE TABLE private.reservations (
  id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  output_id uuid NOT NULL,
  user_id text NOT NULL,
  kind public.output_kind NOT NULL,
  status text NOT NULL,
  accepted_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by text,
  CONSTRAINT reservations_pkey PRIMARY KEY (id),
  CONSTRAINT reservations_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'processing'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX reservations_created_by_idx ON private.reservations USING btree (created_by) WHERE (created_by IS NOT NULL);
CREATE INDEX reservations_month_idx ON private.reservations USING btree (user_id, accepted_at) INCLUDE (kind, status);
CREATE UNIQUE INDEX reservations_open_idx ON private.reservations USING btree (output_id) WHERE (status = ANY (ARRAY['queued'::text, 'processing'::text]));
CREATE TRIGGER trg_reservations_count_deleted AFTER DELETE ON private.reservations REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();
CREATE TRIGGER trg_reservations_count_inserted AFTER INSERT ON private.reservations REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();
CREATE TRIGGER trg_reservations_count_updated AFTER UPDATE ON private.reservations REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();
ALTER TABLE private.reservations ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.reservations IS 'One row for each accepted job, kept after its output is deleted. queued and processing: reserved; completed: used; failed and cancelled: given back';
COMMENT ON COLUMN private.reservations.accepted_at IS 'The job counts in the month (UTC) of this time, whenever it ends';
COMMENT ON COLUMN private.reservations.created_by IS 'Who of an organization asked for it. NULL: deleted since, or from before this was kept; of a personal account always';

CREATE TABLE private.schema_migrations (
  name text NOT NULL,
  checksum text,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (name)
);
ALTER TABLE private.schema_migrations ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.schema_migrations IS 'Migrations that were applied, by their file. "repeatable" stands for all files of migrations/repeatable';
COMMENT ON COLUMN private.schema_migrations.checksum IS 'SHA-256 of the file, lower-case hexadecimal. NULL: applied by hand, or before checksums were kept; the next run fills it in';

CREATE TABLE private.subscriptions (
  user_id text NOT NULL,
  plan text NOT NULL,
  since timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT subscriptions_pkey PRIMARY KEY (user_id),
  CONSTRAINT subscriptions_plan_fkey FOREIGN KEY (plan) REFERENCES private.plans(name)
);
CREATE TRIGGER trg_subscriptions_keep_deleted_out BEFORE INSERT ON private.subscriptions FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_subscriptions_record AFTER INSERT ON private.subscriptions FOR EACH ROW EXECUTE FUNCTION private.record_plan();
CREATE TRIGGER trg_subscriptions_record_changed AFTER UPDATE ON private.subscriptions FOR EACH ROW WHEN ((old.plan <> new.plan)) EXECUTE FUNCTION private.record_plan();
CREATE TRIGGER trg_subscriptions_record_deleted AFTER DELETE ON private.subscriptions FOR EACH ROW WHEN ((CURRENT_USER = 'repostr_worker'::name)) EXECUTE FUNCTION private.record_plan();
ALTER TABLE private.subscriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY subscriptions_worker_all ON private.subscriptions FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON private.subscriptions TO repostr_worker;
COMMENT ON TABLE private.subscriptions IS 'The plan that an administrator has given an account. It counts before what is paid for';

CREATE TABLE private.task_cursors (
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  id uuid NOT NULL,
  CONSTRAINT task_cursors_pkey PRIMARY KEY (name)
);
ALTER TABLE private.task_cursors ENABLE ROW LEVEL SECURITY;
CREATE POLICY task_cursors_worker_all ON private.task_cursors FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON private.task_cursors TO repostr_worker;
COMMENT ON TABLE private.task_cursors IS 'Scheduled tasks that are not through: the last row that each has seen';

CREATE TABLE private.tombstones (
  user_id text NOT NULL,
  deleted_at timestamp with time zone NOT NULL DEFAULT now(),
  erased_at timestamp with time zone,
  erase_at timestamp with time zone DEFAULT now(),
  CONSTRAINT tombstones_pkey PRIMARY KEY (user_id)
);
CREATE INDEX tombstones_erase_at_idx ON private.tombstones USING btree (erase_at) WHERE (erase_at IS NOT NULL);
ALTER TABLE private.tombstones ENABLE ROW LEVEL SECURITY;
CREATE POLICY tombstones_worker_all ON private.tombstones FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE (erased_at, erase_at) ON private.tombstones TO repostr_worker;
COMMENT ON TABLE private.tombstones IS 'Deleted users and organizations, kept for good: no token and no late event can bring one back';
COMMENT ON COLUMN private.tombstones.erased_at IS 'When the last of their rows and objects was erased';
COMMENT ON COLUMN private.tombstones.erase_at IS 'When to look for their rows and objects next. NULL: done';

CREATE TABLE private.waiters (
  user_id text NOT NULL,
  token uuid NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT waiters_pkey PRIMARY KEY (token)
);
CREATE INDEX waiters_user_id_idx ON private.waiters USING btree (user_id);
ALTER TABLE private.waiters ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE private.waiters IS 'Requests that are waiting for an output (Prefer: wait)';

CREATE TABLE private.webhook_deliveries (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  endpoint_id uuid NOT NULL,
  message_id uuid NOT NULL,
  status_code integer,
  delivered_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_deliveries_endpoint_id_user_id_fkey FOREIGN KEY (endpoint_id, user_id) REFERENCES private.webhook_endpoints(id, user_id) ON DELETE CASCADE,
  CONSTRAINT webhook_deliveries_id_user_id_key UNIQUE (id, user_id),
  CONSTRAINT webhook_deliveries_message_id_endpoint_id_key UNIQUE (message_id, endpoint_id),
  CONSTRAINT webhook_deliveries_message_id_fkey FOREIGN KEY (message_id) REFERENCES private.webhook_messages(id) ON DELETE CASCADE
);
CREATE INDEX webhook_deliveries_endpoint_id_idx ON private.webhook_deliveries USING btree (endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_user_id_idx ON private.webhook_deliveries USING btree (user_id);
ALTER TABLE private.webhook_deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_deliveries_delivery_all ON private.webhook_deliveries FOR ALL TO repostr_delivery
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE (status_code, delivered_at) ON private.webhook_deliveries TO repostr_delivery;
COMMENT ON TABLE private.webhook_deliveries IS 'A message for an endpoint. How far it is says its job';
COMMENT ON COLUMN private.webhook_deliveries.status_code IS 'What the endpoint answered when it took the message';

CREATE TABLE private.webhook_endpoints (
  id uuid NOT NULL,
  user_id text NOT NULL,
  created_by text,
  url text NOT NULL,
  description text,
  types text[] NOT NULL,
  secret bytea NOT NULL,
  previous_secret bytea,
  previous_secret_until timestamp with time zone,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_reason text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id),
  CONSTRAINT webhook_endpoints_description_check CHECK ((char_length(description) <= 200)),
  CONSTRAINT webhook_endpoints_disabled_reason_check CHECK ((disabled_reason = ANY (ARRAY['asked'::text, 'gone'::text, 'failing'::text]))),
  CONSTRAINT webhook_endpoints_id_user_id_key UNIQUE (id, user_id),
  CONSTRAINT webhook_endpoints_types_check CHECK ((types <> '{}'::text[])),
  CONSTRAINT webhook_endpoints_url_check CHECK ((char_length(url) <= 2048))
);
CREATE INDEX webhook_endpoints_created_by_idx ON private.webhook_endpoints USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX webhook_endpoints_user_id_idx ON private.webhook_endpoints USING btree (user_id, created_at);
ALTER TABLE private.webhook_endpoints ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_endpoints_delivery_all ON private.webhook_endpoints FOR ALL TO repostr_delivery
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON private.webhook_endpoints TO repostr_delivery;
COMMENT ON TABLE private.webhook_endpoints IS 'Addresses that accounts want to be told at';
COMMENT ON COLUMN private.webhook_endpoints.secret IS 'That signs, encrypted (AES-256-GCM, nonce first) with a key that the database has not';
COMMENT ON COLUMN private.webhook_endpoints.previous_secret IS 'Signs beside the other one until previous_secret_until';
COMMENT ON COLUMN private.webhook_endpoints.failing_since IS 'Nothing has got through since then';
COMMENT ON COLUMN private.webhook_endpoints.disabled_reason IS 'asked: by an admin. gone: it answered 410. failing: for five days nothing got through';

CREATE TABLE private.webhook_events (
  id text NOT NULL,
  received_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhook_events_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_events_received_at_idx ON private.webhook_events USING btree (received_at);
ALTER TABLE private.webhook_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_events_worker_all ON private.webhook_events FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, SELECT ON private.webhook_events TO repostr_worker;
COMMENT ON TABLE private.webhook_events IS 'Ids of events that were processed, without their users';

CREATE TABLE private.webhook_messages (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  type text NOT NULL,
  data jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT webhook_messages_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_messages_created_at_idx ON private.webhook_messages USING btree (created_at);
CREATE INDEX webhook_messages_user_id_idx ON private.webhook_messages USING btree (user_id);
ALTER TABLE private.webhook_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY webhook_messages_delivery_all ON private.webhook_messages FOR ALL TO repostr_delivery
  USING (true)
  WITH CHECK (true);
CREATE POLICY webhook_messages_worker_all ON private.webhook_messages FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON private.webhook_messages TO repostr_delivery;
GRANT DELETE, SELECT ON private.webhook_messages TO repostr_worker;
COMMENT ON TABLE private.webhook_messages IS 'What has happened, where an endpoint wants to be told. Kept for 30 days';
COMMENT ON COLUMN private.webhook_messages.data IS 'Ids, status and error. No text';

CREATE TABLE public.files (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  project_id uuid NOT NULL,
  path text NOT NULL,
  mime_type text,
  size_bytes bigint,
  public_url text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  bucket text NOT NULL DEFAULT 'uploads'::text,
  filename text,
  status text NOT NULL DEFAULT 'ready'::text,
  error jsonb,
  sha256 text,
  etag text,
  vocabulary text[] NOT NULL DEFAULT '{}'::text[],
  created_by text DEFAULT (auth.jwt() ->> 'sub'::text),
  key_account text,
  source_url text,
  source_episode text,
  CONSTRAINT files_pkey PRIMARY KEY (id),
  CONSTRAINT files_id_user_id_key UNIQUE (id, user_id),
  CONSTRAINT files_path_check CHECK ((starts_with(path, (((COALESCE(key_account, user_id) || '/'::text) || (project_id)::text) || '/'::text)) AND (path !~ '(^|/)\.\.(/|$)'::text))),
  CONSTRAINT files_path_key UNIQUE (path),
  CONSTRAINT files_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE,
  CONSTRAINT files_project_owner_fkey FOREIGN KEY (project_id, user_id) REFERENCES public.projects(id, user_id) ON DELETE CASCADE,
  CONSTRAINT files_source_episode_check CHECK ((char_length(source_episode) <= 2048)),
  CONSTRAINT files_source_url_check CHECK ((char_length(source_url) <= 2048)),
  CONSTRAINT files_status_check CHECK ((status = ANY (ARRAY['uploading'::text, 'processing'::text, 'ready'::text, 'failed'::text])))
);
CREATE INDEX files_brought_idx ON public.files USING btree (user_id, project_id) WHERE (key_account IS NOT NULL);
CREATE INDEX files_created_by_idx ON public.files USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX files_key_account_idx ON public.files USING btree (key_account) WHERE (key_account IS NOT NULL);
CREATE INDEX files_keyset_idx ON public.files USING btree (project_id, user_id, created_at DESC, id DESC);
CREATE INDEX files_path_bytes_idx ON public.files USING btree (path COLLATE "C");
CREATE INDEX files_project_id_user_id_idx ON public.files USING btree (project_id, user_id);
CREATE INDEX files_stored_idx ON public.files USING btree (user_id) INCLUDE (size_bytes);
CREATE INDEX files_uploading_idx ON public.files USING btree (created_at) WHERE (status = 'uploading'::text);
CREATE STATISTICS public.files_project_id_user_id_stat (ndistinct, dependencies) ON user_id, project_id FROM public.files;
CREATE TRIGGER trg_files_changed AFTER UPDATE OF sha256, etag ON public.files FOR EACH ROW WHEN (((old.sha256 <> new.sha256) OR ((old.sha256 IS NULL) AND (old.etag <> new.etag)))) EXECUTE FUNCTION private.source_changed();
CREATE TRIGGER trg_files_check_own_row BEFORE INSERT OR UPDATE ON public.files FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{id,user_id,project_id,path,filename,mime_type,size_bytes,public_url}', '{filename,mime_type,public_url}');
CREATE TRIGGER trg_files_count_deleted AFTER DELETE ON public.files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
CREATE TRIGGER trg_files_count_inserted AFTER INSERT ON public.files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
CREATE TRIGGER trg_files_count_updated AFTER UPDATE ON public.files REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
CREATE TRIGGER trg_files_gone AFTER DELETE ON public.files FOR EACH ROW EXECUTE FUNCTION private.source_changed();
CREATE TRIGGER trg_files_keep_deleted_out BEFORE INSERT ON public.files FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_files_keep_out_of_deleted_projects BEFORE INSERT ON public.files FOR EACH ROW EXECUTE FUNCTION private.keep_out_of_deleted_projects();
CREATE TRIGGER trg_files_record_deleted AFTER DELETE ON public.files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name]))) EXECUTE FUNCTION private.record_deleted('file.deleted');
CREATE TRIGGER trg_files_tell AFTER UPDATE OF status ON public.files FOR EACH ROW WHEN (((old.status <> new.status) AND (new.status = ANY (ARRAY['ready'::text, 'failed'::text])))) EXECUTE FUNCTION private.tell_file();
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
CREATE POLICY files_not_deleted ON public.files AS RESTRICTIVE FOR ALL TO authenticated
  USING ((project_id <> ALL (( SELECT private.deleted_projects() AS deleted_projects)::uuid[])))
  WITH CHECK ();
CREATE POLICY files_owner_all ON public.files FOR ALL TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ((user_id = ( SELECT access.account() AS account)));
CREATE POLICY files_viewer_delete ON public.files AS RESTRICTIVE FOR DELETE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY files_viewer_insert ON public.files AS RESTRICTIVE FOR INSERT TO authenticated
  USING ()
  WITH CHECK (( SELECT access.may_write() AS may_write));
CREATE POLICY files_viewer_update ON public.files AS RESTRICTIVE FOR UPDATE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY files_worker_all ON public.files FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON public.files TO authenticated;
GRANT DELETE, SELECT, UPDATE (mime_type, size_bytes, status, error, sha256, etag) ON public.files TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.files TO service_role;
COMMENT ON COLUMN public.files.sha256 IS 'Of the stored bytes, lower-case hexadecimal';
COMMENT ON COLUMN public.files.etag IS 'ETag of the stored object when it was checked: readers ask for this one';
COMMENT ON COLUMN public.files.vocabulary IS 'Names and terms that are said in it, beside those of the profile''s preferences';
COMMENT ON COLUMN public.files.created_by IS 'NULL: the person was deleted, or it is from before this was kept';
COMMENT ON COLUMN public.files.key_account IS 'The account that the key in path begins with, where that is another: the project has come from there. Not the user''s to write';
COMMENT ON COLUMN public.files.source_url IS 'The address that the file was imported from; NULL of one that was uploaded';
COMMENT ON COLUMN public.files.source_episode IS 'The id that the feed at source_url has for the episode; NULL: the newest, or no feed';

CREATE TABLE public.output_versions (
  output_id uuid NOT NULL,
  user_id text NOT NULL,
  version integer NOT NULL,
  reason text NOT NULL,
  body text,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT output_versions_pkey PRIMARY KEY (output_id, version),
  CONSTRAINT output_versions_output_id_user_id_fkey FOREIGN KEY (output_id, user_id) REFERENCES public.outputs(id, user_id) ON DELETE CASCADE,
  CONSTRAINT output_versions_reason_check CHECK ((reason = ANY (ARRAY['generated'::text, 'regenerated'::text, 'edited'::text])))
);
CREATE TRIGGER trg_output_versions_prune AFTER INSERT ON public.output_versions FOR EACH ROW EXECUTE FUNCTION private.prune_versions();
ALTER TABLE public.output_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY output_versions_not_deleted ON public.output_versions AS RESTRICTIVE FOR ALL TO authenticated
  USING (((( SELECT private.deleted_projects() AS deleted_projects) = '{}'::uuid[]) OR (EXISTS ( SELECT
   FROM public.outputs
  WHERE (outputs.id = output_versions.output_id)))))
  WITH CHECK ();
CREATE POLICY output_versions_owner_select ON public.output_versions FOR SELECT TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ();
CREATE POLICY output_versions_worker_all ON public.output_versions FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON public.output_versions TO authenticated;
GRANT INSERT, SELECT ON public.output_versions TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.output_versions TO service_role;
COMMENT ON TABLE public.output_versions IS 'Earlier bodies of outputs, and what each was made by';

CREATE TABLE public.outputs (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  project_id uuid NOT NULL,
  kind public.output_kind NOT NULL,
  status public.output_status NOT NULL DEFAULT 'queued'::public.output_status,
  request jsonb,
  body text,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  error jsonb,
  attempts integer NOT NULL DEFAULT 0,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  cancel_requested_at timestamp with time zone,
  version integer NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT false,
  created_by text DEFAULT (auth.jwt() ->> 'sub'::text),
  CONSTRAINT outputs_pkey PRIMARY KEY (id),
  CONSTRAINT outputs_id_user_id_key UNIQUE (id, user_id),
  CONSTRAINT outputs_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE,
  CONSTRAINT outputs_project_owner_fkey FOREIGN KEY (project_id, user_id) REFERENCES public.projects(id, user_id) ON DELETE CASCADE
);
CREATE INDEX outputs_count_idx ON public.outputs USING btree (user_id, project_id, kind, status);
CREATE INDEX outputs_created_at_idx ON public.outputs USING btree (created_at DESC);
CREATE INDEX outputs_created_by_idx ON public.outputs USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX outputs_failed_idx ON public.outputs USING btree (completed_at) WHERE (status = 'failed'::public.output_status);
CREATE INDEX outputs_filter_idx ON public.outputs USING btree (project_id, user_id, kind, status, created_at DESC, id DESC);
CREATE INDEX outputs_keyset_idx ON public.outputs USING btree (project_id, user_id, created_at DESC, id DESC);
CREATE INDEX outputs_project_id_user_id_idx ON public.outputs USING btree (project_id, user_id);
CREATE INDEX outputs_status_idx ON public.outputs USING btree (status);
CREATE INDEX outputs_template_idx ON public.outputs USING btree (user_id, ((metadata ->> 'template_id'::text))) WHERE (metadata ? 'template_id'::text);
CREATE INDEX outputs_user_idx ON public.outputs USING btree (user_id, kind, status, created_at DESC, id DESC);
CREATE STATISTICS public.outputs_project_id_user_id_stat (ndistinct, dependencies) ON user_id, project_id FROM public.outputs;
CREATE TRIGGER trg_outputs_check_own_row BEFORE INSERT OR UPDATE ON public.outputs FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{id,user_id,project_id,kind,status,request,body,metadata}', '{body,metadata,updated_at}');
CREATE TRIGGER trg_outputs_keep_deleted_out BEFORE INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_outputs_keep_out_of_deleted_projects BEFORE INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_out_of_deleted_projects();
CREATE TRIGGER trg_outputs_keep_version BEFORE UPDATE OF body, metadata, version ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_version();
CREATE TRIGGER trg_outputs_record_deleted AFTER DELETE ON public.outputs REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name]))) EXECUTE FUNCTION private.record_deleted('output.deleted');
CREATE TRIGGER trg_outputs_tell AFTER UPDATE OF status ON public.outputs FOR EACH ROW WHEN (((old.status <> new.status) AND (new.status = ANY (ARRAY['completed'::public.output_status, 'failed'::public.output_status, 'cancelled'::public.output_status])))) EXECUTE FUNCTION private.tell_output();
CREATE TRIGGER trg_outputs_updated_at BEFORE UPDATE ON public.outputs FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
CREATE TRIGGER trg_outputs_words_begin AFTER INSERT ON public.outputs FOR EACH ROW WHEN ((new.body IS NOT NULL)) EXECUTE FUNCTION private.keep_words();
CREATE TRIGGER trg_outputs_words_change AFTER UPDATE OF body, metadata ON public.outputs FOR EACH ROW WHEN (((old.body IS DISTINCT FROM new.body) OR (old.metadata IS DISTINCT FROM new.metadata))) EXECUTE FUNCTION private.keep_words();
ALTER TABLE public.outputs ENABLE ROW LEVEL SECURITY;
CREATE POLICY outputs_not_deleted ON public.outputs AS RESTRICTIVE FOR ALL TO authenticated
  USING ((project_id <> ALL (( SELECT private.deleted_projects() AS deleted_projects)::uuid[])))
  WITH CHECK ();
CREATE POLICY outputs_owner_all ON public.outputs FOR ALL TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ((user_id = ( SELECT access.account() AS account)));
CREATE POLICY outputs_viewer_delete ON public.outputs AS RESTRICTIVE FOR DELETE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY outputs_viewer_insert ON public.outputs AS RESTRICTIVE FOR INSERT TO authenticated
  USING ()
  WITH CHECK (( SELECT access.may_write() AS may_write));
CREATE POLICY outputs_viewer_update ON public.outputs AS RESTRICTIVE FOR UPDATE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY outputs_worker_all ON public.outputs FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON public.outputs TO authenticated;
GRANT SELECT, UPDATE (status, body, metadata, error, attempts, started_at, completed_at, cancel_requested_at, version, stale) ON public.outputs TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.outputs TO service_role;
COMMENT ON COLUMN public.outputs.error IS 'Why it failed: {code, detail, retryable}';
COMMENT ON COLUMN public.outputs.attempts IS 'Shown to the user; what decides is in private.jobs';
COMMENT ON COLUMN public.outputs.version IS 'Number of the present body; earlier ones are in output_versions. 0: there is none yet';
COMMENT ON COLUMN public.outputs.stale IS 'A source or the template that it was made from has changed or was deleted';
COMMENT ON COLUMN public.outputs.created_by IS 'NULL: the person was deleted, or it is from before this was kept';

CREATE TABLE public.outputs_archive (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  project_id uuid NOT NULL,
  kind public.output_kind NOT NULL,
  status public.output_status NOT NULL DEFAULT 'queued'::public.output_status,
  request jsonb,
  body text,
  metadata jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  error jsonb,
  attempts integer NOT NULL DEFAULT 0,
  started_at timestamp with time zone,
  completed_at timestamp with time zone,
  cancel_requested_at timestamp with time zone,
  version integer NOT NULL DEFAULT 0,
  stale boolean NOT NULL DEFAULT false,
  created_by text,
  CONSTRAINT outputs_archive_pkey PRIMARY KEY (id),
  CONSTRAINT outputs_archive_project_owner_fkey FOREIGN KEY (project_id, user_id) REFERENCES public.projects(id, user_id) ON DELETE CASCADE
);
CREATE INDEX outputs_archive_created_by_idx ON public.outputs_archive USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX outputs_archive_project_id_user_id_idx ON public.outputs_archive USING btree (project_id, user_id);
CREATE INDEX outputs_archive_user_id_idx ON public.outputs_archive USING btree (user_id);
CREATE TRIGGER trg_outputs_archive_once BEFORE INSERT ON public.outputs_archive FOR EACH ROW EXECUTE FUNCTION public.archive_once();
ALTER TABLE public.outputs_archive ENABLE ROW LEVEL SECURITY;
CREATE POLICY outputs_archive_not_deleted ON public.outputs_archive AS RESTRICTIVE FOR ALL TO authenticated
  USING ((project_id <> ALL (( SELECT private.deleted_projects() AS deleted_projects)::uuid[])))
  WITH CHECK ();
CREATE POLICY outputs_archive_owner_select ON public.outputs_archive FOR SELECT TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ();
CREATE POLICY outputs_archive_worker_all ON public.outputs_archive FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT ON public.outputs_archive TO authenticated;
GRANT INSERT, SELECT ON public.outputs_archive TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.outputs_archive TO service_role;
COMMENT ON TABLE public.outputs_archive IS 'Copies of outputs completed over 90 days ago, columns in the order of outputs';

CREATE TABLE public.profiles (
  user_id text NOT NULL,
  name text,
  preferences jsonb NOT NULL DEFAULT '{}'::jsonb,
  tone_of_voice text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT profiles_pkey PRIMARY KEY (user_id)
);
CREATE INDEX profiles_keyset_idx ON public.profiles USING btree (created_at DESC, ((md5(user_id))::uuid) DESC);
CREATE TRIGGER trg_profiles_check_own_row BEFORE INSERT OR UPDATE ON public.profiles FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{user_id,name,tone_of_voice,preferences}', '{name,tone_of_voice,preferences,updated_at}');
CREATE TRIGGER trg_profiles_keep_deleted_out BEFORE INSERT ON public.profiles FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_profiles_remember_name AFTER INSERT ON public.profiles FOR EACH ROW EXECUTE FUNCTION private.remember_name();
CREATE TRIGGER trg_profiles_updated_at BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY profiles_owner_select ON public.profiles FOR SELECT TO authenticated
  USING ((user_id = ( SELECT (auth.jwt() ->> 'sub'::text))))
  WITH CHECK ();
CREATE POLICY profiles_owner_update ON public.profiles FOR UPDATE TO authenticated
  USING ((user_id = ( SELECT (auth.jwt() ->> 'sub'::text))))
  WITH CHECK ((user_id = ( SELECT (auth.jwt() ->> 'sub'::text))));
CREATE POLICY profiles_owner_upsert ON public.profiles FOR INSERT TO authenticated
  USING ()
  WITH CHECK ((user_id = ( SELECT (auth.jwt() ->> 'sub'::text))));
CREATE POLICY profiles_worker_all ON public.profiles FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT INSERT, SELECT, UPDATE ON public.profiles TO authenticated;
GRANT SELECT ON public.profiles TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.profiles TO service_role;

CREATE TABLE public.projects (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  title text NOT NULL,
  description text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  updated_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by text DEFAULT (auth.jwt() ->> 'sub'::text),
  CONSTRAINT projects_pkey PRIMARY KEY (id),
  CONSTRAINT projects_id_user_id_key UNIQUE (id, user_id)
);
CREATE INDEX projects_created_at_idx ON public.projects USING btree (created_at DESC, id DESC);
CREATE INDEX projects_created_by_idx ON public.projects USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX projects_keyset_idx ON public.projects USING btree (user_id, created_at DESC, id DESC);
CREATE INDEX projects_title_idx ON public.projects USING btree (user_id, lower(title), id);
CREATE INDEX projects_updated_at_idx ON public.projects USING btree (user_id, updated_at, id);
CREATE INDEX projects_user_id_created_at_idx ON public.projects USING btree (user_id, created_at DESC);
CREATE INDEX projects_words_idx ON public.projects USING gin (private.words(user_id, 'simple'::text, ((title || ' '::text) || COALESCE(description, ''::text)))) WITH (fastupdate=off);
CREATE TRIGGER trg_projects_check_own_row BEFORE INSERT OR UPDATE ON public.projects FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{id,user_id,title,description}', '{title,description,updated_at}');
CREATE TRIGGER trg_projects_delete_jobs_first BEFORE DELETE ON public.projects FOR EACH ROW EXECUTE FUNCTION private.delete_jobs_first();
CREATE TRIGGER trg_projects_keep_deleted_out BEFORE INSERT ON public.projects FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_projects_record_deleted AFTER DELETE ON public.projects REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name]))) EXECUTE FUNCTION private.record_deleted('project.deleted');
CREATE TRIGGER trg_projects_updated_at BEFORE UPDATE ON public.projects FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;
CREATE POLICY projects_member_delete ON public.projects AS RESTRICTIVE FOR DELETE TO authenticated
  USING ((( SELECT access.role() AS role) = 'admin'::text))
  WITH CHECK ();
CREATE POLICY projects_not_deleted ON public.projects AS RESTRICTIVE FOR ALL TO authenticated
  USING ((NOT (id IN ( SELECT unnest(( SELECT private.deleted_projects() AS deleted_projects)) AS unnest))))
  WITH CHECK ();
CREATE POLICY projects_owner_all ON public.projects FOR ALL TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ((user_id = ( SELECT access.account() AS account)));
CREATE POLICY projects_viewer_insert ON public.projects AS RESTRICTIVE FOR INSERT TO authenticated
  USING ()
  WITH CHECK (( SELECT access.may_write() AS may_write));
CREATE POLICY projects_viewer_update ON public.projects AS RESTRICTIVE FOR UPDATE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY projects_worker_all ON public.projects FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON public.projects TO authenticated;
GRANT SELECT ON public.projects TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.projects TO service_role;
COMMENT ON COLUMN public.projects.created_by IS 'NULL: the person was deleted, or it is from before this was kept';

CREATE TABLE public.schema_versions (
  version text NOT NULL,
  applied_at timestamp with time zone DEFAULT now(),
  CONSTRAINT schema_versions_pkey PRIMARY KEY (version)
);
ALTER TABLE public.schema_versions ENABLE ROW LEVEL SECURITY;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.schema_versions TO service_role;

CREATE TABLE public.templates (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  name text NOT NULL,
  type public.template_type NOT NULL,
  prompt text NOT NULL,
  is_custom boolean NOT NULL DEFAULT true,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  created_by text DEFAULT (auth.jwt() ->> 'sub'::text),
  CONSTRAINT templates_pkey PRIMARY KEY (id),
  CONSTRAINT templates_is_custom_check CHECK ((is_custom = (user_id <> 'system'::text))),
  CONSTRAINT templates_user_id_name_key UNIQUE (user_id, name)
);
CREATE INDEX templates_created_by_idx ON public.templates USING btree (created_by) WHERE (created_by <> user_id);
CREATE INDEX templates_user_id_idx ON public.templates USING btree (user_id);
CREATE TRIGGER trg_templates_changed AFTER UPDATE OF prompt ON public.templates FOR EACH ROW WHEN ((old.is_custom AND (old.prompt <> new.prompt))) EXECUTE FUNCTION private.template_changed();
CREATE TRIGGER trg_templates_check_own_row BEFORE INSERT OR UPDATE ON public.templates FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{id,user_id,name,type,prompt,is_custom}', '{name,type,prompt}');
CREATE TRIGGER trg_templates_gone AFTER DELETE ON public.templates FOR EACH ROW WHEN (old.is_custom) EXECUTE FUNCTION private.template_changed();
CREATE TRIGGER trg_templates_keep_deleted_out BEFORE INSERT ON public.templates FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE TRIGGER trg_templates_record_deleted AFTER DELETE ON public.templates REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY['authenticated'::name, 'service_role'::name]))) EXECUTE FUNCTION private.record_deleted('template.deleted');
ALTER TABLE public.templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY templates_owner_all ON public.templates FOR ALL TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ((user_id = ( SELECT access.account() AS account)));
CREATE POLICY templates_system_select ON public.templates FOR SELECT TO authenticated
  USING ((user_id = 'system'::text))
  WITH CHECK ();
CREATE POLICY templates_viewer_delete ON public.templates AS RESTRICTIVE FOR DELETE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY templates_viewer_insert ON public.templates AS RESTRICTIVE FOR INSERT TO authenticated
  USING ()
  WITH CHECK (( SELECT access.may_write() AS may_write));
CREATE POLICY templates_viewer_update ON public.templates AS RESTRICTIVE FOR UPDATE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY templates_worker_all ON public.templates FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT DELETE, INSERT, SELECT, UPDATE ON public.templates TO authenticated;
GRANT SELECT ON public.templates TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.templates TO service_role;
COMMENT ON COLUMN public.templates.created_by IS 'NULL: the person was deleted, or it is from before this was kept';

CREATE TABLE public.transcription_versions (
  file_id uuid NOT NULL,
  user_id text NOT NULL,
  version integer NOT NULL,
  reason text NOT NULL,
  text text NOT NULL,
  word_count integer NOT NULL,
  segments jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT transcription_versions_pkey PRIMARY KEY (file_id, version),
  CONSTRAINT transcription_versions_file_id_user_id_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files(id, user_id) ON DELETE CASCADE,
  CONSTRAINT transcription_versions_reason_check CHECK ((reason = ANY (ARRAY['read'::text, 'corrected'::text])))
);
CREATE TRIGGER trg_transcription_versions_prune AFTER INSERT ON public.transcription_versions FOR EACH ROW EXECUTE FUNCTION private.prune_transcription_versions();
ALTER TABLE public.transcription_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY transcription_versions_not_deleted ON public.transcription_versions AS RESTRICTIVE FOR ALL TO authenticated
  USING (((( SELECT private.deleted_projects() AS deleted_projects) = '{}'::uuid[]) OR (EXISTS ( SELECT
   FROM public.files
  WHERE (files.id = transcription_versions.file_id)))))
  WITH CHECK ();
CREATE POLICY transcription_versions_owner_select ON public.transcription_versions FOR SELECT TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ();
GRANT SELECT ON public.transcription_versions TO authenticated;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.transcription_versions TO service_role;
COMMENT ON TABLE public.transcription_versions IS 'Earlier texts of transcriptions: what was read, and the newest corrections';
COMMENT ON COLUMN public.transcription_versions.reason IS 'What made it: read from the file, or corrected by a person';

CREATE TABLE public.transcriptions (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  user_id text NOT NULL,
  file_id uuid NOT NULL,
  language text,
  duration_seconds double precision,
  text text NOT NULL,
  word_count integer NOT NULL,
  segments jsonb NOT NULL DEFAULT '[]'::jsonb,
  provider text,
  model text,
  created_at timestamp with time zone NOT NULL DEFAULT now(),
  version integer NOT NULL DEFAULT 1,
  corrected_at timestamp with time zone,
  CONSTRAINT transcriptions_pkey PRIMARY KEY (id),
  CONSTRAINT transcriptions_file_id_key UNIQUE (file_id),
  CONSTRAINT transcriptions_file_owner_fkey FOREIGN KEY (file_id, user_id) REFERENCES public.files(id, user_id) ON DELETE CASCADE,
  CONSTRAINT transcriptions_segments_check CHECK ((jsonb_typeof(segments) = 'array'::text))
);
CREATE TRIGGER trg_transcriptions_add_inserted AFTER INSERT ON public.transcriptions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.add_transcribed();
CREATE TRIGGER trg_transcriptions_add_updated AFTER UPDATE ON public.transcriptions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.add_transcribed();
CREATE TRIGGER trg_transcriptions_changed AFTER UPDATE ON public.transcriptions FOR EACH ROW WHEN ((old.version <> new.version)) EXECUTE FUNCTION private.transcription_changed();
CREATE TRIGGER trg_transcriptions_check_own_row BEFORE UPDATE ON public.transcriptions FOR EACH ROW WHEN (((CURRENT_USER = 'authenticated'::name) AND (SESSION_USER <> 'repostr_api'::name))) EXECUTE FUNCTION private.check_own_row('{}', '{}');
CREATE TRIGGER trg_transcriptions_keep BEFORE UPDATE ON public.transcriptions FOR EACH ROW EXECUTE FUNCTION private.keep_transcription();
ALTER TABLE public.transcriptions ENABLE ROW LEVEL SECURITY;
CREATE POLICY transcriptions_not_deleted ON public.transcriptions AS RESTRICTIVE FOR ALL TO authenticated
  USING (((( SELECT private.deleted_projects() AS deleted_projects) = '{}'::uuid[]) OR (EXISTS ( SELECT
   FROM public.files
  WHERE (files.id = transcriptions.file_id)))))
  WITH CHECK ();
CREATE POLICY transcriptions_owner_select ON public.transcriptions FOR SELECT TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ();
CREATE POLICY transcriptions_owner_update ON public.transcriptions FOR UPDATE TO authenticated
  USING ((user_id = ( SELECT access.account() AS account)))
  WITH CHECK ((user_id = ( SELECT access.account() AS account)));
CREATE POLICY transcriptions_viewer_update ON public.transcriptions AS RESTRICTIVE FOR UPDATE TO authenticated
  USING (( SELECT access.may_write() AS may_write))
  WITH CHECK ();
CREATE POLICY transcriptions_worker_all ON public.transcriptions FOR ALL TO repostr_worker
  USING (true)
  WITH CHECK (true);
GRANT SELECT, UPDATE (text, word_count, segments) ON public.transcriptions TO authenticated;
GRANT INSERT, SELECT, UPDATE (language, duration_seconds, text, word_count, segments, provider, model, created_at) ON public.transcriptions TO repostr_worker;
GRANT DELETE, INSERT, SELECT, UPDATE ON public.transcriptions TO service_role;
COMMENT ON TABLE public.transcriptions IS 'What is said in a recording, or written in a document: one row a file';
COMMENT ON COLUMN public.transcriptions.segments IS 'In order: {start, end, text, speaker}, in seconds; of a document {page, text} or {paragraph, text}';
COMMENT ON COLUMN public.transcriptions.version IS 'Number of the present text; earlier ones are in transcription_versions';
COMMENT ON COLUMN public.transcriptions.corrected_at IS 'When a person put it right. NULL: it is as it was read';

CREATE POLICY "Public read uploads" ON storage.objects FOR SELECT TO public
  USING ((bucket_id = 'uploads'::text))
  WITH CHECK ();

CREATE FUNCTION access.account()
  RETURNS text STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION access.account() TO authenticated;
COMMENT ON FUNCTION access.account() IS 'The account whose rows exist in this request';

CREATE FUNCTION access.may_write()
  RETURNS boolean STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION access.may_write() TO authenticated;
COMMENT ON FUNCTION access.may_write() IS 'Whether the request may change what is the account''s';

CREATE FUNCTION access.progress(p_subject uuid, p_status text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION access.progress(p_subject uuid, p_status text) TO authenticated;
COMMENT ON FUNCTION access.progress(p_subject uuid, p_status text) IS 'How far the work on an output or a file of the account is, for its row. Empty: nothing is to be done';

CREATE FUNCTION access.role()
  RETURNS text STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION access.role() TO authenticated;
COMMENT ON FUNCTION access.role() IS 'admin, member or viewer';

CREATE FUNCTION private.acquire_wait_slot(p_user text, p_seconds integer, p_most integer)
  RETURNS uuid SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.acquire_wait_slot(p_user text, p_seconds integer, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.acquire_wait_slot(p_user text, p_seconds integer, p_most integer) IS 'A slot for a request that waits for an output, good for so many seconds. NULL: the user has five, or all are taken';

CREATE FUNCTION private.add_transcribed()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.admit(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.admit(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer) TO repostr_api;
COMMENT ON FUNCTION private.admit(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer) IS 'May this request go on? {"verdict": "go" | "replay" | "in_flight" | "mismatch" | "rate_limited", …}. No key: no idempotency; limit 0: no rate limit';

CREATE FUNCTION private.admit(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.admit(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer) TO repostr_api;
COMMENT ON FUNCTION private.admit(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer) IS 'For functions from before accounts';

CREATE FUNCTION private.admit_delivery()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.admit_storing(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.admit_storing(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint) TO repostr_api;
COMMENT ON FUNCTION private.admit_storing(p_user text, p_account text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint) IS 'As admit; raises RP402 where the plan has no room for so many bytes more, before they are sent';

CREATE FUNCTION private.admit_storing(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.admit_storing(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint) TO repostr_api;
COMMENT ON FUNCTION private.admit_storing(p_user text, p_route text, p_key text, p_hash text, p_cost integer, p_limit integer, p_bytes bigint) IS 'For functions from before accounts';

CREATE FUNCTION private.anonymize_call()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.api_key(p_key jsonb)
  RETURNS jsonb IMMUTABLE;

CREATE FUNCTION private.archive_outputs(p_limit integer, p_begin boolean)
  RETURNS jsonb;
GRANT EXECUTE ON FUNCTION private.archive_outputs(p_limit integer, p_begin boolean) TO repostr_worker;
COMMENT ON FUNCTION private.archive_outputs(p_limit integer, p_begin boolean) IS 'Copies outputs completed over 90 days ago, among the next so many, to outputs_archive. {"seen", "archived"}; none seen: it is through';

CREATE FUNCTION private.asked_by(p_account text, p_output uuid, p_file uuid)
  RETURNS text STABLE;
COMMENT ON FUNCTION private.asked_by(p_account text, p_output uuid, p_file uuid) IS 'Who of an organization asked for the work on an output or a file';

CREATE FUNCTION private.begin_as(p_claims jsonb, p_role text)
  RETURNS text SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.begin_as(p_claims jsonb, p_role text) TO repostr_api;
COMMENT ON FUNCTION private.begin_as(p_claims jsonb, p_role text) IS 'Sets the claims until the transaction ends, and gives the role that they have. Raises PT401 as private.caller does, also if the user was deleted; RPROL, with the role that is needed as detail. Part of the first message of every request';

CREATE FUNCTION private.begin_checkout(p_user text, p_price text)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.begin_checkout(p_user text, p_price text) TO repostr_api;
COMMENT ON FUNCTION private.begin_checkout(p_user text, p_price text) IS 'The checkout that an account is to be sent to, and whether it pays already';

CREATE FUNCTION private.begin_migration(p_name text)
  RETURNS boolean;
COMMENT ON FUNCTION private.begin_migration(p_name text) IS 'Is this migration still to be applied? Records it if so. Raises if it was changed after it was applied';

CREATE FUNCTION private.begin_repeatable(p_known text[])
  RETURNS boolean;
COMMENT ON FUNCTION private.begin_repeatable(p_known text[]) IS 'Have the repeatable files changed since they were applied? Records them if so. Not on a database that has migrations besides the known ones';

CREATE FUNCTION private.begin_with_key(p_prefix text, p_hash bytea, p_user text, p_account text, p_role text)
  RETURNS text SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.begin_with_key(p_prefix text, p_hash bytea, p_user text, p_account text, p_role text) TO repostr_api;
COMMENT ON FUNCTION private.begin_with_key(p_prefix text, p_hash bytea, p_user text, p_account text, p_role text) IS 'As private.begin_as, for a request with a key. Raises PT401, with the detail api_key where there is no such key, and RPROL';

CREATE FUNCTION private.broadcast(p_subject uuid, p_more jsonb DEFAULT '{}'::jsonb)
  RETURNS void;
COMMENT ON FUNCTION private.broadcast(p_subject uuid, p_more jsonb) IS 'Sends an output ({id, project_id, kind, status}) or a file ({id, project_id, status}), and more of it, to the private topic account:{id}. Warns where that fails';

CREATE FUNCTION private.broadcast_progress()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.broadcast_progress() IS 'Broadcasts how far the job of an output or a file is: progress {stage, done, total}';

CREATE FUNCTION private.broadcast_status()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.broadcast_status() IS 'Broadcasts an output that has begun, and an output or a file whose status has changed';

CREATE FUNCTION private.caller(OUT person text, OUT account text, OUT role text)
  RETURNS record STABLE SECURITY DEFINER;
COMMENT ON FUNCTION private.caller(OUT person text, OUT account text, OUT role text) IS 'Who the claims are of, for which account and in which role: admin, member or viewer. Raises PT401; with the detail membership_ended where a new token helps';

CREATE FUNCTION private.cancel(p_user text, p_project uuid, p_output uuid)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.cancel(p_user text, p_project uuid, p_output uuid) TO repostr_api;
COMMENT ON FUNCTION private.cancel(p_user text, p_project uuid, p_output uuid) IS 'Ends the job of an output if nobody works on it, else asks its worker to stop. The row after it, with the deliveries that tell of it; NULL: no such output';

CREATE FUNCTION private.change_webhook(p_account text, p_id uuid, p_changes jsonb)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.change_webhook(p_account text, p_id uuid, p_changes jsonb) TO repostr_api;
COMMENT ON FUNCTION private.change_webhook(p_account text, p_id uuid, p_changes jsonb) IS 'The endpoint after the changes; NULL: the account has none such';

CREATE FUNCTION private.check_own_row()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.check_own_row() IS 'Refuses what a user writes past the API where it is the API''s alone, or a value that the API would not take';

CREATE FUNCTION private.check_quota(p_user text, p_quota text, p_more bigint)
  RETURNS void;

CREATE FUNCTION private.complete_job(p_attempt jsonb, p_result jsonb, p_calls jsonb)
  RETURNS boolean;
GRANT EXECUTE ON FUNCTION private.complete_job(p_attempt jsonb, p_result jsonb, p_calls jsonb) TO repostr_delivery;
GRANT EXECUTE ON FUNCTION private.complete_job(p_attempt jsonb, p_result jsonb, p_calls jsonb) TO repostr_worker;
COMMENT ON FUNCTION private.complete_job(p_attempt jsonb, p_result jsonb, p_calls jsonb) IS 'Writes a result and the calls that it took, and ends the job. False: the lease was lost, and nothing but the calls was written';

CREATE FUNCTION private.count(p_user text, p_month date, p_kind public.output_kind, p_name text, p_change numeric)
  RETURNS void;
COMMENT ON FUNCTION private.count(p_user text, p_month date, p_kind public.output_kind, p_name text, p_change numeric) IS 'The same, of nobody in particular';

CREATE FUNCTION private.count_by(p_member text, p_user text, p_month date, p_kind public.output_kind, p_name text, p_change numeric)
  RETURNS void;
COMMENT ON FUNCTION private.count_by(p_member text, p_user text, p_month date, p_kind public.output_kind, p_name text, p_change numeric) IS 'Adds to a member''s part of a counter without waiting for others who do';

CREATE FUNCTION private.count_calls()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.count_files()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.count_reservations()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.counts_until(p_status text, p_at timestamp with time zone, p_period_end timestamp with time zone, p_past_due_at timestamp with time zone, p_grace_days integer)
  RETURNS timestamp with time zone STABLE;

CREATE FUNCTION private.create_api_key(p_account text, p_user text, p_name text, p_prefix text, p_hash bytea, p_scopes text[], p_expires_at timestamp with time zone, p_most integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.create_api_key(p_account text, p_user text, p_name text, p_prefix text, p_hash bytea, p_scopes text[], p_expires_at timestamp with time zone, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.create_api_key(p_account text, p_user text, p_name text, p_prefix text, p_hash bytea, p_scopes text[], p_expires_at timestamp with time zone, p_most integer) IS 'The new key, without its hash; NULL: the account has so many already';

CREATE FUNCTION private.create_webhook(p_account text, p_user text, p_id uuid, p_url text, p_description text, p_types text[], p_secret bytea, p_most integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.create_webhook(p_account text, p_user text, p_id uuid, p_url text, p_description text, p_types text[], p_secret bytea, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.create_webhook(p_account text, p_user text, p_id uuid, p_url text, p_description text, p_types text[], p_secret bytea, p_most integer) IS 'The new endpoint; NULL: the account has so many already';

CREATE FUNCTION private.dearest_users(p_limit integer)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.dearest_users(p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.dearest_users(p_limit integer) IS 'The users whose provider calls have cost most in the present month, by the counters';

CREATE FUNCTION private.delete_api_key(p_account text, p_id uuid)
  RETURNS boolean SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_api_key(p_account text, p_id uuid) TO repostr_api;
COMMENT ON FUNCTION private.delete_api_key(p_account text, p_id uuid) IS 'False: the account has no such key';

CREATE FUNCTION private.delete_files(p_ids uuid[])
  RETURNS bigint;
COMMENT ON FUNCTION private.delete_files(p_ids uuid[]) IS 'Deletes files, their jobs first. Returns how many';

CREATE FUNCTION private.delete_jobs_first()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.delete_jobs_first() IS 'Deletes the jobs of a project before its outputs and files go';

CREATE FUNCTION private.delete_old_audit(p_days integer, p_limit integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_old_audit(p_days integer, p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.delete_old_audit(p_days integer, p_limit integer) IS 'Deletes at most so many entries that are older than so many days. Returns how many';

CREATE FUNCTION private.delete_old_reservations(p_months integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_old_reservations(p_months integer) TO repostr_worker;
COMMENT ON FUNCTION private.delete_old_reservations(p_months integer) IS 'Deletes reservations of months that ended more than so many months ago, and their counters. Returns how many';

CREATE FUNCTION private.delete_output(p_user text, p_project uuid, p_output uuid, p_days integer)
  RETURNS boolean SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_output(p_user text, p_project uuid, p_output uuid, p_days integer) TO repostr_api;
COMMENT ON FUNCTION private.delete_output(p_user text, p_project uuid, p_output uuid, p_days integer) IS 'Deletes an output with its versions, its job and its copy in the archive, so that it can be restored for so many days. Without days it goes for good, also if it was deleted before. Whether there was one';

CREATE FUNCTION private.delete_outputs(p_ids uuid[])
  RETURNS bigint;
COMMENT ON FUNCTION private.delete_outputs(p_ids uuid[]) IS 'Deletes outputs, their jobs first. Returns how many';

CREATE FUNCTION private.delete_project(p_user text, p_project uuid, p_days integer, p_most integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_project(p_user text, p_project uuid, p_days integer, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.delete_project(p_user text, p_project uuid, p_days integer, p_most integer) IS 'Hides a project for so many days in which it can be restored. Without days it goes for good, also if it was deleted before: at once with at most so many rows in it, a larger one is marked for erase_project. {"paths": of the objects to remove now}; NULL: the user has no such project';

CREATE FUNCTION private.delete_project(p_user text, p_project uuid, p_most integer)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_project(p_user text, p_project uuid, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.delete_project(p_user text, p_project uuid, p_most integer) IS 'For functions from before projects could be restored';

CREATE FUNCTION private.delete_webhook(p_account text, p_id uuid)
  RETURNS boolean SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delete_webhook(p_account text, p_id uuid) TO repostr_api;
COMMENT ON FUNCTION private.delete_webhook(p_account text, p_id uuid) IS 'False: the account has no such endpoint';

CREATE FUNCTION private.deleted_projects()
  RETURNS uuid[] STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.deleted_projects() TO authenticated;
COMMENT ON FUNCTION private.deleted_projects() IS 'Projects of the account of the claims that were deleted';

CREATE FUNCTION private.delivered(p_output uuid, p_user text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.delivered(p_output uuid, p_user text) TO repostr_api;
COMMENT ON FUNCTION private.delivered(p_output uuid, p_user text) IS 'private.published, for functions from before';

CREATE FUNCTION private.deliveries(p_account text, p_endpoint uuid, p_delivery uuid, p_limit bigint, p_created_at timestamp with time zone, p_after uuid)
  RETURNS jsonb STABLE;

CREATE FUNCTION private.enqueue(p_output uuid, p_user text, p_request_id text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.enqueue(p_output uuid, p_user text, p_request_id text) TO repostr_api;
COMMENT ON FUNCTION private.enqueue(p_output uuid, p_user text, p_request_id text) IS 'Makes the job of an output, or arms it again once it is over. Raises no_data_found, object_in_use';

CREATE FUNCTION private.enqueue_file(p_file uuid, p_user text, p_request_id text, p_etag text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.enqueue_file(p_file uuid, p_user text, p_request_id text, p_etag text) TO repostr_api;
COMMENT ON FUNCTION private.enqueue_file(p_file uuid, p_user text, p_request_id text, p_etag text) IS 'Makes the job of a file, or arms it again once it is over; one that is not over is left alone. Raises no_data_found';

CREATE FUNCTION private.enter_calls(p_attempt jsonb, p_calls jsonb, p_superseded boolean)
  RETURNS void;
GRANT EXECUTE ON FUNCTION private.enter_calls(p_attempt jsonb, p_calls jsonb, p_superseded boolean) TO repostr_worker;

CREATE FUNCTION private.enter_old_words(p_limit integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.enter_old_words(p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.enter_old_words(p_limit integer) IS 'Enters the words of some outputs from before there was a place for them. How many were seen; NULL: no more are left';

CREATE FUNCTION private.enter_words(p_output public.outputs)
  RETURNS void;

CREATE FUNCTION private.entitle(p_event text, p_type text, p_source text, p_user text, p_at timestamp with time zone, p_subscriptions jsonb, p_grace_days integer)
  RETURNS integer SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.entitle(p_event text, p_type text, p_source text, p_user text, p_at timestamp with time zone, p_subscriptions jsonb, p_grace_days integer) TO repostr_webhook;
GRANT EXECUTE ON FUNCTION private.entitle(p_event text, p_type text, p_source text, p_user text, p_at timestamp with time zone, p_subscriptions jsonb, p_grace_days integer) TO repostr_worker;
COMMENT ON FUNCTION private.entitle(p_event text, p_type text, p_source text, p_user text, p_at timestamp with time zone, p_subscriptions jsonb, p_grace_days integer) IS 'An event of a provider, with what it says of the account''s subscriptions. Once for each event id, and each subscription only by what is newer. Raises PT401 if the account was deleted, RP403 if a subscription is another account''s';

CREATE FUNCTION private.erase(p_user text, p_limit integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.erase(p_user text, p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.erase(p_user text, p_limit integer) IS 'Deletes at most so many rows of a deleted user or organization from one table, and what refers to them. Returns how many; 0: nothing is left. Raises no_data_found for one that was not deleted';

CREATE FUNCTION private.erase_outputs(p_limit integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.erase_outputs(p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.erase_outputs(p_limit integer) IS 'Deletes at most so many outputs that can''t be restored any more. Returns how many';

CREATE FUNCTION private.erase_project(p_project uuid, p_limit integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.erase_project(p_project uuid, p_limit integer) TO repostr_worker;
COMMENT ON FUNCTION private.erase_project(p_project uuid, p_limit integer) IS 'Deletes at most so many rows of a deleted project. Returns how many; 0: nothing is left. Raises no_data_found for one that was not deleted, or can be restored';

CREATE FUNCTION private.error_told(p_error jsonb)
  RETURNS jsonb IMMUTABLE;

CREATE FUNCTION private.file_delivered(p_file uuid, p_user text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.file_delivered(p_file uuid, p_user text) TO repostr_api;
COMMENT ON FUNCTION private.file_delivered(p_file uuid, p_user text) IS 'private.published, for functions from before';

CREATE FUNCTION private.find_all_outputs(p_user text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.find_all_outputs(p_user text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.find_all_outputs(p_user text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) IS 'Ids of a user''s outputs of these kinds and statuses, newest first, after a position';

CREATE FUNCTION private.find_outputs(p_user text, p_project uuid, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.find_outputs(p_user text, p_project uuid, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.find_outputs(p_user text, p_project uuid, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) IS 'Ids of a user''s outputs of these kinds and statuses in a project, newest first, after a position';

CREATE FUNCTION private.find_projects(p_user text, p_text text, p_sort text, p_descending boolean, p_at timestamp with time zone, p_title text, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.find_projects(p_user text, p_text text, p_sort text, p_descending boolean, p_at timestamp with time zone, p_title text, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.find_projects(p_user text, p_text text, p_sort text, p_descending boolean, p_at timestamp with time zone, p_title text, p_id uuid, p_limit bigint) IS 'Ids of a user''s projects, of those that have all words of a text if there is one, in order, after a position';

CREATE FUNCTION private.find_webhook(p_account text, p_id uuid)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.find_webhook(p_account text, p_id uuid) TO repostr_api;
COMMENT ON FUNCTION private.find_webhook(p_account text, p_id uuid) IS 'NULL: the account has no such endpoint';

CREATE FUNCTION private.finish_project(p_project uuid)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.finish_project(p_project uuid) TO repostr_worker;
COMMENT ON FUNCTION private.finish_project(p_project uuid) IS 'Deletes a deleted project itself, of which nothing is left';

CREATE FUNCTION private.forget_job_progress()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.forget_job_progress() IS 'Deletes how far a job was when it is over or gone';

CREATE FUNCTION private.forget_progress()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.forget_progress() IS 'Deletes what was kept of an output''s job when the job is over';

CREATE FUNCTION private.forget_reservations(p_months integer)
  RETURNS bigint SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.forget_reservations(p_months integer) TO repostr_worker;
COMMENT ON FUNCTION private.forget_reservations(p_months integer) IS 'Now delete_old_reservations';

CREATE FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb) TO repostr_worker;
COMMENT ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb) IS 'For functions from before accounts';

CREATE FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb, p_person text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb, p_person text) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb, p_person text) TO repostr_worker;
COMMENT ON FUNCTION private.generation_input(p_user text, p_project uuid, p_kind text, p_request jsonb, p_person text) IS 'What a generation reads. NULL: the user has no such project';

CREATE FUNCTION private.hold_job(p_user text, p_subject uuid)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.hold_job(p_user text, p_subject uuid) TO repostr_api;
COMMENT ON FUNCTION private.hold_job(p_user text, p_subject uuid) IS 'Locks the job of a user''s output or file, if it has one, until the transaction ends';

CREATE FUNCTION private.hold_quota(p_user text, p_quota text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.hold_quota(p_user text, p_quota text) TO repostr_api;
COMMENT ON FUNCTION private.hold_quota(p_user text, p_quota text) IS 'Called before the commit, after the rows were written: raises RP402, with JSON as detail, if the plan is exceeded';

CREATE FUNCTION private.is_admin_of(p_person text, p_account text)
  RETURNS boolean STABLE;
COMMENT ON FUNCTION private.is_admin_of(p_person text, p_account text) IS 'Whether the account is the person''s own, or one whose admin they are by what Clerk has reported';

CREATE FUNCTION private.is_being_erased(p_project uuid)
  RETURNS boolean STABLE;
COMMENT ON FUNCTION private.is_being_erased(p_project uuid) IS 'Whether the project was deleted and can''t be restored';

CREATE FUNCTION private.is_job_of(p_job private.jobs, p_subject uuid)
  RETURNS boolean IMMUTABLE;
GRANT EXECUTE ON FUNCTION private.is_job_of(p_job private.jobs, p_subject uuid) TO repostr_delivery;
GRANT EXECUTE ON FUNCTION private.is_job_of(p_job private.jobs, p_subject uuid) TO repostr_worker;
COMMENT ON FUNCTION private.is_job_of(p_job private.jobs, p_subject uuid) IS 'Whether a job is that of a subject, by an index';

CREATE FUNCTION private.is_plain_object(p_value jsonb)
  RETURNS boolean IMMUTABLE;

CREATE FUNCTION private.is_restorable(p_deleted private.deleted_projects)
  RETURNS boolean;
COMMENT ON FUNCTION private.is_restorable(p_deleted private.deleted_projects) IS 'Whether it can be restored; asked when its project is locked';

CREATE FUNCTION private.is_stale(p_metadata jsonb)
  RETURNS boolean STABLE;
GRANT EXECUTE ON FUNCTION private.is_stale(p_metadata jsonb) TO repostr_worker;

CREATE FUNCTION private.is_worked_on(p_project uuid)
  RETURNS boolean STABLE;
COMMENT ON FUNCTION private.is_worked_on(p_project uuid) IS 'Whether a job of the project is not over';

CREATE FUNCTION private.job_input(p_job private.jobs)
  RETURNS jsonb STABLE;
GRANT EXECUTE ON FUNCTION private.job_input(p_job private.jobs) TO repostr_delivery;
GRANT EXECUTE ON FUNCTION private.job_input(p_job private.jobs) TO repostr_worker;
COMMENT ON FUNCTION private.job_input(p_job private.jobs) IS 'What a job''s work needs beyond the job';

CREATE FUNCTION private.keep_caller(p_person text, p_account text, p_role text)
  RETURNS void;
COMMENT ON FUNCTION private.keep_caller(p_person text, p_account text, p_role text) IS 'Keeps what private.caller has found of the present claims until the transaction ends';

CREATE FUNCTION private.keep_checkout(p_user text, p_key uuid, p_session text, p_url text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.keep_checkout(p_user text, p_key uuid, p_session text, p_url text) TO repostr_api;
COMMENT ON FUNCTION private.keep_checkout(p_user text, p_key uuid, p_session text, p_url text) IS 'What Stripe made of a checkout';

CREATE FUNCTION private.keep_deleted_out()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.keep_out_of_deleted_projects()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.keep_out_of_deleted_projects() IS 'Refuses what is put into a project that was deleted';

CREATE FUNCTION private.keep_reservation()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.keep_transcription()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.keep_transcription() IS 'Counts the texts of a transcription, and keeps the one before';

CREATE FUNCTION private.keep_version()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.keep_words()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.keep_words() IS 'Keeps the words of an output''s body';

CREATE FUNCTION private.list_api_keys(p_account text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_api_keys(p_account text) TO repostr_api;
COMMENT ON FUNCTION private.list_api_keys(p_account text) IS 'An account''s keys, newest first, without their hashes';

CREATE FUNCTION private.list_audit(p_account text, p_after_at timestamp with time zone, p_after_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_audit(p_account text, p_after_at timestamp with time zone, p_after_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.list_audit(p_account text, p_after_at timestamp with time zone, p_after_id uuid, p_limit bigint) IS 'So many of an account''s entries that are older than the place, newest first';

CREATE FUNCTION private.list_deleted_outputs(p_user text, p_project uuid, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_deleted_outputs(p_user text, p_project uuid, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.list_deleted_outputs(p_user text, p_project uuid, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint) IS 'A project''s outputs that can be restored, the last deleted first, after a position. NULL: the user has no such project';

CREATE FUNCTION private.list_deleted_projects(p_user text, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_deleted_projects(p_user text, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.list_deleted_projects(p_user text, p_deleted_at timestamp with time zone, p_id uuid, p_limit bigint) IS 'An account''s projects that can be restored, the last deleted first, after a position';

CREATE FUNCTION private.list_deliveries(p_account text, p_endpoint uuid, p_limit bigint, p_created_at timestamp with time zone, p_after uuid)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_deliveries(p_account text, p_endpoint uuid, p_limit bigint, p_created_at timestamp with time zone, p_after uuid) TO repostr_api;
COMMENT ON FUNCTION private.list_deliveries(p_account text, p_endpoint uuid, p_limit bigint, p_created_at timestamp with time zone, p_after uuid) IS 'What an endpoint was sent, newest first; NULL: the account has none such';

CREATE FUNCTION private.list_webhooks(p_account text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.list_webhooks(p_account text) TO repostr_api;
COMMENT ON FUNCTION private.list_webhooks(p_account text) IS 'An account''s endpoints, newest first, without their secrets';

CREATE FUNCTION private.made_deliveries(p_user text)
  RETURNS jsonb STABLE;
COMMENT ON FUNCTION private.made_deliveries(p_user text) IS 'The ids of the account''s deliveries that this transaction has made';

CREATE FUNCTION private.make_deliveries(p_user text, p_message uuid, p_endpoints uuid[])
  RETURNS SETOF uuid;
COMMENT ON FUNCTION private.make_deliveries(p_user text, p_message uuid, p_endpoints uuid[]) IS 'Makes deliveries of a message with their jobs. Their ids';

CREATE FUNCTION private.member_role(p_role text)
  RETURNS text IMMUTABLE;
COMMENT ON FUNCTION private.member_role(p_role text) IS 'Clerk''s name of a role, with and without its prefix. What is unknown may read';

CREATE FUNCTION private.membership_changed(p_event text, p_org text, p_user text, p_role text, p_removed boolean, p_changed_at timestamp with time zone)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.membership_changed(p_event text, p_org text, p_user text, p_role text, p_removed boolean, p_changed_at timestamp with time zone) TO repostr_webhook;
COMMENT ON FUNCTION private.membership_changed(p_event text, p_org text, p_user text, p_role text, p_removed boolean, p_changed_at timestamp with time zone) IS 'Clerk''s organizationMembership.created, .updated and .deleted. Raises PT401 if the organization or the user was deleted';

CREATE FUNCTION private.month(p_at timestamp with time zone)
  RETURNS date IMMUTABLE;

CREATE FUNCTION private.next_delivery(p_delivery uuid)
  RETURNS uuid SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.next_delivery(p_delivery uuid) TO repostr_delivery;
COMMENT ON FUNCTION private.next_delivery(p_delivery uuid) IS 'One of the deliveries that wait for their turn at the same endpoint, which has it now; NULL: there is none';

CREATE FUNCTION private.note_delivery(p_old private.jobs, p_new private.jobs)
  RETURNS void;

CREATE FUNCTION private.organization_deleted(p_event text, p_org text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.organization_deleted(p_event text, p_org text) TO repostr_webhook;
COMMENT ON FUNCTION private.organization_deleted(p_event text, p_org text) IS 'Clerk''s organization.deleted';

CREATE FUNCTION private.paid_subscription(p_user text)
  RETURNS private.paid_subscriptions STABLE;

CREATE FUNCTION private.parts(p_segments jsonb)
  RETURNS jsonb IMMUTABLE;

CREATE FUNCTION private.ping_webhook(p_account text, p_id uuid)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.ping_webhook(p_account text, p_id uuid) TO repostr_api;
COMMENT ON FUNCTION private.ping_webhook(p_account text, p_id uuid) IS 'A delivery of a ping, or {"refused": "disabled"}; NULL: the account has no such endpoint';

CREATE FUNCTION private.plan_name(p_user text)
  RETURNS text STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.plan_name(p_user text) TO repostr_worker;

CREATE FUNCTION private.plan_of(p_user text)
  RETURNS private.plans STABLE;
COMMENT ON FUNCTION private.plan_of(p_user text) IS 'The plan in force at this moment: what an administrator gave, else the largest that is paid for, else free';

CREATE FUNCTION private.prune_transcription_versions()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.prune_transcription_versions() IS 'Keeps the last text that was read, and the newest corrections';

CREATE FUNCTION private.prune_versions()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.published(p_subject uuid, p_user text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.published(p_subject uuid, p_user text) TO repostr_api;
COMMENT ON FUNCTION private.published(p_subject uuid, p_user text) IS 'The message is in the queue: maintenance need not send it for ten minutes';

CREATE FUNCTION private.record_action(p_account text, p_action text, p_subject text, p_actor text)
  RETURNS void;
COMMENT ON FUNCTION private.record_action(p_account text, p_action text, p_subject text, p_actor text) IS 'Enters what somebody did in the account. Without an actor it was none of its people';

CREATE FUNCTION private.record_deleted()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.record_deleted() IS 'Enters what a user deletes, as the action that the trigger names';

CREATE FUNCTION private.record_job()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.record_membership()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.record_plan()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.record_subscription()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.refuse_deleted(p_user text)
  RETURNS void STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.refuse_deleted(p_user text) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.refuse_deleted(p_user text) TO repostr_worker;
COMMENT ON FUNCTION private.refuse_deleted(p_user text) IS 'Raises PT401 if the user or the organization was deleted';

CREATE FUNCTION private.rekey_file(p_file uuid, p_from text, p_to text, p_public_url text, p_etag text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.rekey_file(p_file uuid, p_from text, p_to text, p_public_url text, p_etag text) TO repostr_worker;
COMMENT ON FUNCTION private.rekey_file(p_file uuid, p_from text, p_to text, p_public_url text, p_etag text) IS 'Notes where a file''s object is after it was copied, unless the file is gone or has another key';

CREATE FUNCTION private.release_wait_slot(p_user text, p_token uuid)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.release_wait_slot(p_user text, p_token uuid) TO repostr_api;
COMMENT ON FUNCTION private.release_wait_slot(p_user text, p_token uuid) IS 'Gives a slot back before its time is over';

CREATE FUNCTION private.remember_name()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.restore_output(p_user text, p_project uuid, p_output uuid)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.restore_output(p_user text, p_project uuid, p_output uuid) TO repostr_api;
COMMENT ON FUNCTION private.restore_output(p_user text, p_project uuid, p_output uuid) IS 'Restores a deleted output. The output, also if it was not deleted; NULL: the user has none that can be restored';

CREATE FUNCTION private.restore_project(p_user text, p_project uuid, p_request_id text)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.restore_project(p_user text, p_project uuid, p_request_id text) TO repostr_api;
COMMENT ON FUNCTION private.restore_project(p_user text, p_project uuid, p_request_id text) IS 'Restores a deleted project. The project, also if it was not deleted; NULL: the user has none that can be restored';

CREATE FUNCTION private.retry_delivery(p_account text, p_id uuid, p_delivery uuid)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.retry_delivery(p_account text, p_id uuid, p_delivery uuid) TO repostr_api;
COMMENT ON FUNCTION private.retry_delivery(p_account text, p_id uuid, p_delivery uuid) IS 'The delivery, queued again, or {"refused": "disabled" or "pending"}; NULL: the account has none such';

CREATE FUNCTION private.rotate_webhook(p_account text, p_id uuid, p_secret bytea, p_overlap interval)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.rotate_webhook(p_account text, p_id uuid, p_secret bytea, p_overlap interval) TO repostr_api;
COMMENT ON FUNCTION private.rotate_webhook(p_account text, p_id uuid, p_secret bytea, p_overlap interval) IS 'The endpoint with a new secret; NULL: the account has none such';

CREATE FUNCTION private.search_forms(p_user text, p_text text)
  RETURNS TABLE(language text, words integer[]) IMMUTABLE;

CREATE FUNCTION private.search_language(p_tag text)
  RETURNS text IMMUTABLE;
COMMENT ON FUNCTION private.search_language(p_tag text) IS 'The rules by which words of a language (BCP 47) are reduced to their stems';

CREATE FUNCTION private.search_outputs(p_user text, p_text text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.search_outputs(p_user text, p_text text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) TO repostr_api;
COMMENT ON FUNCTION private.search_outputs(p_user text, p_text text, p_kinds public.output_kind[], p_statuses public.output_status[], p_created_at timestamp with time zone, p_id uuid, p_limit bigint) IS 'The same, of those that have all words of a text';

CREATE FUNCTION private.set_realtime(p_on boolean)
  RETURNS void;
COMMENT ON FUNCTION private.set_realtime(p_on boolean) IS 'Has outputs and files broadcast through Supabase Realtime, or no longer. The owner''s, by migrate';

CREATE FUNCTION private.settle(p_user text, p_account text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.settle(p_user text, p_account text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text) TO repostr_api;
COMMENT ON FUNCTION private.settle(p_user text, p_account text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text) IS 'Stores a 2xx answer under the idempotency key of the request that admit let through; without a key it does nothing';

CREATE FUNCTION private.settle(p_user text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.settle(p_user text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text) TO repostr_api;
COMMENT ON FUNCTION private.settle(p_user text, p_route text, p_key text, p_hash text, p_status integer, p_headers jsonb, p_body text) IS 'For functions from before accounts';

CREATE FUNCTION private.show_job()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.show_job() IS 'Writes a job''s state to the row that its user sees';

CREATE FUNCTION private.source_changed()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.source_changed() IS 'Marks the outputs that were made from a file as stale';

CREATE FUNCTION private.spent(p_user text, p_quota text)
  RETURNS bigint STABLE;

CREATE FUNCTION private.status_rank(p_status text)
  RETURNS integer IMMUTABLE;

CREATE FUNCTION private.store_import(p_attempt jsonb, p_found jsonb, p_quotas boolean)
  RETURNS boolean SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.store_import(p_attempt jsonb, p_found jsonb, p_quotas boolean) TO repostr_worker;
COMMENT ON FUNCTION private.store_import(p_attempt jsonb, p_found jsonb, p_quotas boolean) IS 'Writes what was found at a file''s address. False: the lease was lost. Raises RP402 where the plan has no room for it';

CREATE FUNCTION private.store_output(p_job private.jobs, p_result jsonb)
  RETURNS void;
GRANT EXECUTE ON FUNCTION private.store_output(p_job private.jobs, p_result jsonb) TO repostr_worker;

CREATE FUNCTION private.store_result(p_job private.jobs, p_result jsonb)
  RETURNS void;
GRANT EXECUTE ON FUNCTION private.store_result(p_job private.jobs, p_result jsonb) TO repostr_delivery;
GRANT EXECUTE ON FUNCTION private.store_result(p_job private.jobs, p_result jsonb) TO repostr_worker;
COMMENT ON FUNCTION private.store_result(p_job private.jobs, p_result jsonb) IS 'Writes what came of a job, by its kind of work';

CREATE FUNCTION private.store_transcription(p_job private.jobs, p_result jsonb)
  RETURNS void;
GRANT EXECUTE ON FUNCTION private.store_transcription(p_job private.jobs, p_result jsonb) TO repostr_worker;

CREATE FUNCTION private.stripe_customer(p_user text)
  RETURNS text STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.stripe_customer(p_user text) TO repostr_api;
COMMENT ON FUNCTION private.stripe_customer(p_user text) IS 'Whom Stripe knows the account as';

CREATE FUNCTION private.subject_of(p_job private.jobs)
  RETURNS uuid IMMUTABLE;
GRANT EXECUTE ON FUNCTION private.subject_of(p_job private.jobs) TO repostr_delivery;
GRANT EXECUTE ON FUNCTION private.subject_of(p_job private.jobs) TO repostr_worker;
COMMENT ON FUNCTION private.subject_of(p_job private.jobs) IS 'The id of what a job works on';

CREATE FUNCTION private.subscription(p_user text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.subscription(p_user text) TO repostr_api;
COMMENT ON FUNCTION private.subscription(p_user text) IS 'The plan in force, and the subscription that gives it';

CREATE FUNCTION private.tell(p_user text, p_type text, p_data jsonb)
  RETURNS void;
COMMENT ON FUNCTION private.tell(p_user text, p_type text, p_data jsonb) IS 'Makes a message for those of an account''s endpoints that want it; none where none does';

CREATE FUNCTION private.tell_file()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.tell_output()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.template_changed()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.template_changed() IS 'Marks the outputs that were made with a template as stale';

CREATE FUNCTION private.transcription_changed()
  RETURNS trigger SECURITY DEFINER;
COMMENT ON FUNCTION private.transcription_changed() IS 'Marks the outputs that were made from another text of the file as stale';

CREATE FUNCTION private.transfer_project(p_account text, p_person text, p_project uuid, p_to text, p_most integer, p_quotas boolean)
  RETURNS jsonb SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.transfer_project(p_account text, p_person text, p_project uuid, p_to text, p_most integer, p_quotas boolean) TO repostr_api;
COMMENT ON FUNCTION private.transfer_project(p_account text, p_person text, p_project uuid, p_to text, p_most integer, p_quotas boolean) IS 'Gives a project with at most so many rows to an account whose admin the person is. {"project"}, or {"refused"}: not_found, not_admin, too_large, busy. Raises RP402 where the plan there has no room, 55006 where a job begins meanwhile';

CREATE FUNCTION private.unspaced()
  RETURNS text IMMUTABLE;

CREATE FUNCTION private.usage(p_user text)
  RETURNS jsonb STABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.usage(p_user text) TO repostr_api;
COMMENT ON FUNCTION private.usage(p_user text) IS 'What an account has used of the plan in the present month; for an organization''s admins also who did';

CREATE FUNCTION private.usage_by_member(p_account text)
  RETURNS jsonb STABLE;

CREATE FUNCTION private.user_changed(p_event text, p_user text, p_name text, p_updated_at timestamp with time zone)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.user_changed(p_event text, p_user text, p_name text, p_updated_at timestamp with time zone) TO repostr_webhook;
GRANT EXECUTE ON FUNCTION private.user_changed(p_event text, p_user text, p_name text, p_updated_at timestamp with time zone) TO repostr_worker;
COMMENT ON FUNCTION private.user_changed(p_event text, p_user text, p_name text, p_updated_at timestamp with time zone) IS 'Clerk''s user.created and user.updated. Raises PT401 if the user was deleted';

CREATE FUNCTION private.user_deleted(p_event text, p_user text)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.user_deleted(p_event text, p_user text) TO repostr_webhook;
GRANT EXECUTE ON FUNCTION private.user_deleted(p_event text, p_user text) TO repostr_worker;
COMMENT ON FUNCTION private.user_deleted(p_event text, p_user text) IS 'Clerk''s user.deleted';

CREATE FUNCTION private.wait(p_user text, p_seconds integer, p_most integer)
  RETURNS uuid SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.wait(p_user text, p_seconds integer, p_most integer) TO repostr_api;
COMMENT ON FUNCTION private.wait(p_user text, p_seconds integer, p_most integer) IS 'Now acquire_wait_slot';

CREATE FUNCTION private.wait_for_sources()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.waited(p_user text, p_token uuid)
  RETURNS void SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.waited(p_user text, p_token uuid) TO repostr_api;
COMMENT ON FUNCTION private.waited(p_user text, p_token uuid) IS 'Now release_wait_slot';

CREATE FUNCTION private.wake_outputs()
  RETURNS trigger SECURITY DEFINER;

CREATE FUNCTION private.webhook(p_endpoint private.webhook_endpoints)
  RETURNS jsonb STABLE;

CREATE FUNCTION private.words(p_user text, p_language text, p_text text)
  RETURNS integer[] IMMUTABLE SECURITY DEFINER;
GRANT EXECUTE ON FUNCTION private.words(p_user text, p_language text, p_text text) TO authenticated;
GRANT EXECUTE ON FUNCTION private.words(p_user text, p_language text, p_text text) TO service_role;
COMMENT ON FUNCTION private.words(p_user text, p_language text, p_text text) IS 'The words of a text, each with its user and language, hashed';

CREATE FUNCTION public.archive_once()
  RETURNS trigger;

CREATE FUNCTION public.set_updated_at()
  RETURNS trigger;
