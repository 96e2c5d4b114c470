-- Plans, who has which, and what counts against it. An accepted job has its row in `reservations` by a trigger: no
-- statement that makes, ends or deletes a job can forget to take its place or to give it back.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0017_plans.sql') THEN RETURN; END IF;

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

REVOKE ALL ON TABLE private.plans, private.subscriptions, private.reservations
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON SEQUENCE private.reservations_id_seq
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON FUNCTION
  private.keep_reservation()
  FROM PUBLIC, anon, authenticated, service_role;

GRANT SELECT, INSERT, UPDATE ON private.subscriptions TO repostr_worker;
DROP POLICY IF EXISTS subscriptions_worker_all ON private.subscriptions;
CREATE POLICY subscriptions_worker_all ON private.subscriptions TO repostr_worker USING (true) WITH CHECK (true);

COMMENT ON TABLE private.plans IS 'What a month holds, as models::plans has it too';
COMMENT ON TABLE private.subscriptions IS 'Who has which plan; whoever has no row has free';
COMMENT ON TABLE private.reservations IS 'One row for each accepted job, which outlives its output: queued and processing are reserved, completed is used, failed and cancelled are given back';
COMMENT ON COLUMN private.reservations.accepted_at IS 'It counts in this month (UTC), whenever it ends';

INSERT INTO public.schema_versions (version) VALUES ('1.16.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
