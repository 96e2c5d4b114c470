-- Plans, who has which, and what counts against it. An accepted job has its row in `reservations` by a trigger: no
-- statement that makes, ends or deletes a job can forget to take its place or to give it back.

BEGIN;

CREATE TABLE IF NOT EXISTS private.plans (
  name TEXT PRIMARY KEY,
  outputs INT NOT NULL CHECK (outputs >= 0),
  storage_bytes BIGINT NOT NULL CHECK (storage_bytes >= 0),
  price_cents INT NOT NULL CHECK (price_cents >= 0)
);
INSERT INTO private.plans (name, outputs, storage_bytes, price_cents) VALUES
  ('free', 100, 1073741824, 0),
  ('pro', 1000, 21474836480, 1900),
  ('business', 10000, 214748364800, 9900)
ON CONFLICT DO NOTHING;

CREATE TABLE IF NOT EXISTS private.subscriptions (
  user_id TEXT PRIMARY KEY,
  plan TEXT NOT NULL REFERENCES private.plans (name),
  since TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS private.reservations (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  output_id UUID NOT NULL,
  user_id TEXT NOT NULL,
  kind public.output_kind NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'processing', 'completed', 'failed', 'cancelled')),
  accepted_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
-- At most one that isn't over for each output: it is ended once.
CREATE UNIQUE INDEX IF NOT EXISTS reservations_open_idx ON private.reservations (output_id)
  WHERE status IN ('queued', 'processing');
-- A month of a user is read from the index alone; so are the ledger's sums, and what is stored.
CREATE INDEX IF NOT EXISTS reservations_month_idx ON private.reservations (user_id, accepted_at) INCLUDE (kind, status);
CREATE INDEX IF NOT EXISTS provider_calls_month_idx ON private.provider_calls (user_id, created_at)
  INCLUDE (prompt_tokens, completion_tokens, cost_micros);
CREATE INDEX IF NOT EXISTS files_stored_idx ON public.files (user_id) INCLUDE (size_bytes);

ALTER TABLE private.plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.reservations ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.keep_reservation()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  begins CONSTANT BOOLEAN := TG_OP = 'INSERT'
    OR TG_OP = 'UPDATE' AND OLD.state NOT IN ('queued', 'processing') AND NEW.state IN ('queued', 'processing');
BEGIN
  IF begins THEN
    INSERT INTO private.reservations (output_id, user_id, kind, status, accepted_at)
      VALUES (NEW.output_id, NEW.user_id, NEW.kind, NEW.state, NEW.created_at);
  ELSE
    -- Deleted on its way, it comes to nothing. What was over before stays what it was.
    UPDATE private.reservations SET status = CASE TG_OP WHEN 'DELETE' THEN 'cancelled' ELSE NEW.state END
      WHERE output_id = OLD.output_id AND status IN ('queued', 'processing');
  END IF;
  RETURN NULL;
END
$$;

DO $$
BEGIN
  -- Once: it locks the table, and jobs from before get their rows under that lock.
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'private.jobs'::regclass AND tgname = 'trg_jobs_reservation') THEN
    CREATE TRIGGER trg_jobs_reservation AFTER INSERT OR DELETE OR UPDATE OF state ON private.jobs
      FOR EACH ROW EXECUTE FUNCTION private.keep_reservation();
    INSERT INTO private.reservations (output_id, user_id, kind, status, accepted_at)
      SELECT output_id, user_id, kind, state, created_at FROM private.jobs;
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION private.plan_of(p_user TEXT)
RETURNS private.plans
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT plans FROM private.plans
    WHERE name = coalesce((SELECT plan FROM private.subscriptions WHERE user_id = p_user), 'free')
$$;

CREATE OR REPLACE FUNCTION private.spent(p_user TEXT, p_quota TEXT)
RETURNS BIGINT
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT CASE p_quota
    WHEN 'outputs' THEN (
      SELECT count(*) FROM private.reservations
      WHERE user_id = p_user AND accepted_at >= date_trunc('month', now(), 'UTC') AND status NOT IN ('failed', 'cancelled')
    )
    -- A size is the user's column: one below zero gives no room, and none is too large to add.
    WHEN 'storage_bytes' THEN (
      SELECT least(coalesce(sum(greatest(size_bytes, 0)), 0), 9223372036854775807)::bigint
      FROM public.files WHERE user_id = p_user
    )
  END
$$;

CREATE OR REPLACE FUNCTION private.check_quota(p_user TEXT, p_quota TEXT, p_more BIGINT)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  plan CONSTANT private.plans := private.plan_of(p_user);
  wanted CONSTANT NUMERIC := private.spent(p_user, p_quota)::numeric + p_more;
  allowed CONSTANT BIGINT := (to_jsonb(plan) ->> p_quota)::bigint;
BEGIN
  IF wanted <= allowed THEN
    RETURN;
  END IF;
  RAISE EXCEPTION 'the plan % has no % left', plan.name, p_quota USING ERRCODE = 'RP402', DETAIL = jsonb_build_object(
    'quota', p_quota,
    'plan', plan.name,
    'limit', allowed,
    'resets_at', CASE p_quota WHEN 'outputs'
      THEN (date_trunc('month', now() AT TIME ZONE 'UTC') + INTERVAL '1 month') AT TIME ZONE 'UTC' END,
    'larger_plan', (SELECT name FROM private.plans WHERE (to_jsonb(plans) ->> p_quota)::bigint >= wanted ORDER BY price_cents LIMIT 1)
  )::text;
END
$$;

CREATE OR REPLACE FUNCTION private.hold_quota(p_user TEXT, p_quota TEXT)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- Held until the commit that comes next: whoever gets it then also sees what was taken.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('quota', p_user, p_quota)::text, 0));
  PERFORM private.check_quota(p_user, p_quota, 0);
END
$$;

CREATE OR REPLACE FUNCTION private.admit_storing(
  p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT, p_bytes BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  admission CONSTANT JSONB := private.admit(p_user, p_route, p_key, p_hash, p_cost, p_limit);
BEGIN
  IF admission ->> 'verdict' = 'go' THEN
    PERFORM private.check_quota(p_user, 'storage_bytes', p_bytes);
  END IF;
  RETURN admission;
END
$$;

CREATE OR REPLACE FUNCTION private.usage(p_user TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  WITH counted AS (
    SELECT kind, status, count(*) AS outputs FROM private.reservations
    WHERE user_id = p_user AND accepted_at >= date_trunc('month', now(), 'UTC')
    GROUP BY kind, status
  ), ledger AS (
    SELECT coalesce(sum(prompt_tokens), 0) AS prompt_tokens, coalesce(sum(completion_tokens), 0) AS completion_tokens,
      coalesce(sum(cost_micros), 0) AS cost_micros
    FROM private.provider_calls
    WHERE user_id = p_user AND created_at >= date_trunc('month', now(), 'UTC')
  ), spent AS (
    SELECT coalesce(sum(outputs) FILTER (WHERE status NOT IN ('failed', 'cancelled')), 0) AS outputs,
      private.spent(p_user, 'storage_bytes') AS storage_bytes
    FROM counted
  )
  SELECT to_jsonb(ledger) || jsonb_build_object(
    'period', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'),
    'plan', plan.name,
    'outputs', (
      SELECT coalesce(jsonb_object_agg(kind, by_status), '{}')
      FROM (SELECT kind, jsonb_object_agg(status, outputs) AS by_status FROM counted GROUP BY kind) AS kinds
    ),
    'storage_bytes', spent.storage_bytes,
    'limits', jsonb_build_object('outputs', plan.outputs, 'storage_bytes', plan.storage_bytes),
    'remaining', jsonb_build_object('outputs', greatest(0, plan.outputs - spent.outputs),
      'storage_bytes', greatest(0, plan.storage_bytes - spent.storage_bytes))
  )
  FROM ledger, spent, private.plan_of(p_user) AS plan
$$;

REVOKE ALL ON TABLE private.plans, private.subscriptions, private.reservations
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON SEQUENCE private.reservations_id_seq
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON FUNCTION
  private.keep_reservation(),
  private.plan_of(TEXT),
  private.spent(TEXT, TEXT),
  private.check_quota(TEXT, TEXT, BIGINT),
  private.hold_quota(TEXT, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.usage(TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.hold_quota(TEXT, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.usage(TEXT)
  TO repostr_api;

GRANT SELECT, INSERT, UPDATE ON private.subscriptions TO repostr_worker;
DROP POLICY IF EXISTS subscriptions_worker_all ON private.subscriptions;
CREATE POLICY subscriptions_worker_all ON private.subscriptions TO repostr_worker USING (true) WITH CHECK (true);

COMMENT ON TABLE private.plans IS 'What a month holds, as models::plans has it too';
COMMENT ON TABLE private.subscriptions IS 'Who has which plan; whoever has no row has free';
COMMENT ON TABLE private.reservations IS 'One row for each accepted job, which outlives its output: queued and processing are reserved, completed is used, failed and cancelled are given back';
COMMENT ON COLUMN private.reservations.accepted_at IS 'It counts in this month (UTC), whenever it ends';
COMMENT ON FUNCTION private.hold_quota IS 'For the message that commits, after what is taken: raises RP402, whose detail is JSON, where it is more than the plan holds';
COMMENT ON FUNCTION private.admit_storing IS 'admit, and for what goes on, whether the plan holds so many bytes more: before they are moved';
COMMENT ON FUNCTION private.usage IS 'A user''s present month, against the plan';

INSERT INTO public.schema_versions (version) VALUES ('1.16.0') ON CONFLICT DO NOTHING;

COMMIT;
