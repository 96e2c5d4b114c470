-- What somebody has stored and spent is counted as it changes, and not added up each time that it is asked for.
--
-- A counter may have several rows, and their sum counts. Who changes it takes one that nobody holds at the moment, or makes
-- one: so nobody waits for a counter, no two can wait for each other, in whatever order they come, and it has no more rows
-- than it was once changed at the same time.

BEGIN;

CREATE TABLE IF NOT EXISTS private.counters (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id TEXT NOT NULL,
  month DATE NOT NULL,
  kind public.output_kind,
  name TEXT NOT NULL,
  value NUMERIC NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX IF NOT EXISTS counters_user_id_month_idx ON private.counters (user_id, month);
ALTER TABLE private.counters ENABLE ROW LEVEL SECURITY;

CREATE OR REPLACE FUNCTION private.month(p_at TIMESTAMPTZ)
RETURNS DATE
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT date_trunc('month', p_at AT TIME ZONE 'UTC')::date
$$;

CREATE OR REPLACE FUNCTION private.count(p_user TEXT, p_month DATE, p_kind public.output_kind, p_name TEXT, p_change NUMERIC)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  -- Of a user who was deleted since nothing is counted.
  IF p_user IS NULL OR p_change = 0 THEN
    RETURN;
  END IF;
  UPDATE private.counters SET value = value + p_change WHERE id = (
    SELECT id FROM private.counters
    WHERE user_id = p_user AND month = p_month AND kind IS NOT DISTINCT FROM p_kind AND name = p_name
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
  );
  IF NOT FOUND THEN
    INSERT INTO private.counters (user_id, month, kind, name, value) VALUES (p_user, p_month, p_kind, p_name, p_change);
  END IF;
END
$$;

-- The rows of a statement at once, those that it takes along included: a project with 10,000 files is one change.

CREATE OR REPLACE FUNCTION private.count_files()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- A size is the user's column: one below zero gives no room, and none is too large to add.
  IF TG_OP = 'INSERT' THEN
    PERFORM private.count(user_id, '-infinity', NULL, 'storage_bytes', sum(greatest(size_bytes, 0)))
      FROM added GROUP BY user_id;
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM private.count(user_id, '-infinity', NULL, 'storage_bytes', -sum(greatest(size_bytes, 0)))
      FROM removed GROUP BY user_id;
  ELSE
    PERFORM private.count(user_id, '-infinity', NULL, 'storage_bytes', sum(bytes)) FROM (
      SELECT user_id, greatest(size_bytes, 0) AS bytes FROM added
      UNION ALL SELECT user_id, -greatest(size_bytes, 0) FROM removed
    ) AS changed GROUP BY user_id;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.count_reservations()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM private.count(user_id, private.month(accepted_at), kind, status, count(*))
      FROM added GROUP BY user_id, private.month(accepted_at), kind, status;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM private.count(user_id, private.month(accepted_at), kind, status, -count(*))
      FROM removed GROUP BY user_id, private.month(accepted_at), kind, status;
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.count_calls()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF TG_OP <> 'DELETE' THEN
    PERFORM private.count(user_id, private.month(created_at), NULL, 'prompt_tokens', sum(prompt_tokens)),
        private.count(user_id, private.month(created_at), NULL, 'completion_tokens', sum(completion_tokens)),
        private.count(user_id, private.month(created_at), NULL, 'cost_micros', sum(cost_micros))
      FROM added GROUP BY user_id, private.month(created_at);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM private.count(user_id, private.month(created_at), NULL, 'prompt_tokens', -sum(prompt_tokens)),
        private.count(user_id, private.month(created_at), NULL, 'completion_tokens', -sum(completion_tokens)),
        private.count(user_id, private.month(created_at), NULL, 'cost_micros', -sum(cost_micros))
      FROM removed GROUP BY user_id, private.month(created_at);
  END IF;
  RETURN NULL;
END
$$;

DO $$
BEGIN
  -- Once: what is there is counted under the triggers' locks on the tables. These are taken in the order in which the
  -- functions' transactions use the tables.
  IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'private.reservations'::regclass AND tgname = 'trg_reservations_count_deleted') THEN
    RETURN;
  END IF;
  LOCK TABLE private.provider_calls, public.files, private.reservations IN SHARE ROW EXCLUSIVE MODE;

  CREATE TRIGGER trg_provider_calls_count_inserted AFTER INSERT ON private.provider_calls
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
  CREATE TRIGGER trg_provider_calls_count_updated AFTER UPDATE ON private.provider_calls
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
  CREATE TRIGGER trg_provider_calls_count_deleted AFTER DELETE ON private.provider_calls
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls();
  CREATE TRIGGER trg_files_count_inserted AFTER INSERT ON public.files
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
  CREATE TRIGGER trg_files_count_updated AFTER UPDATE ON public.files
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
  CREATE TRIGGER trg_files_count_deleted AFTER DELETE ON public.files
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_files();
  CREATE TRIGGER trg_reservations_count_inserted AFTER INSERT ON private.reservations
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();
  CREATE TRIGGER trg_reservations_count_updated AFTER UPDATE ON private.reservations
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();
  CREATE TRIGGER trg_reservations_count_deleted AFTER DELETE ON private.reservations
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations();

  PERFORM private.count(user_id, '-infinity', NULL, 'storage_bytes', sum(greatest(size_bytes, 0)))
    FROM public.files GROUP BY user_id;
  PERFORM private.count(user_id, private.month(accepted_at), kind, status, count(*))
    FROM private.reservations GROUP BY user_id, private.month(accepted_at), kind, status;
  PERFORM private.count(user_id, private.month(created_at), NULL, 'prompt_tokens', sum(prompt_tokens)),
      private.count(user_id, private.month(created_at), NULL, 'completion_tokens', sum(completion_tokens)),
      private.count(user_id, private.month(created_at), NULL, 'cost_micros', sum(cost_micros))
    FROM private.provider_calls GROUP BY user_id, private.month(created_at);
END
$$;

CREATE OR REPLACE FUNCTION private.spent(p_user TEXT, p_quota TEXT)
RETURNS BIGINT
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT CASE p_quota
    WHEN 'outputs' THEN (
      SELECT coalesce(sum(value), 0) FROM private.counters
      WHERE user_id = p_user AND month = private.month(now()) AND name IN ('queued', 'processing', 'completed')
    )
    WHEN 'storage_bytes' THEN (
      SELECT least(coalesce(sum(value), 0), 9223372036854775807) FROM private.counters
      WHERE user_id = p_user AND month = '-infinity' AND name = 'storage_bytes'
    )
  END::bigint
$$;

CREATE OR REPLACE FUNCTION private.usage(p_user TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  WITH counted AS (
    SELECT kind, name, sum(value) AS value FROM private.counters
    WHERE user_id = p_user AND month = private.month(now())
    GROUP BY kind, name HAVING sum(value) <> 0
  ), spent AS (
    SELECT private.spent(p_user, 'outputs') AS outputs, private.spent(p_user, 'storage_bytes') AS storage_bytes
  )
  SELECT jsonb_build_object(
    'period', to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM'),
    'plan', plan.name,
    'outputs', (
      SELECT coalesce(jsonb_object_agg(kind, by_status), '{}')
      FROM (SELECT kind, jsonb_object_agg(name, value) AS by_status FROM counted WHERE kind IS NOT NULL GROUP BY kind) AS kinds
    ),
    'prompt_tokens', coalesce((SELECT value FROM counted WHERE name = 'prompt_tokens'), 0),
    'completion_tokens', coalesce((SELECT value FROM counted WHERE name = 'completion_tokens'), 0),
    'cost_micros', coalesce((SELECT value FROM counted WHERE name = 'cost_micros'), 0),
    'storage_bytes', spent.storage_bytes,
    'limits', jsonb_build_object('outputs', plan.outputs, 'storage_bytes', plan.storage_bytes),
    'remaining', jsonb_build_object('outputs', greatest(0, plan.outputs - spent.outputs),
      'storage_bytes', greatest(0, plan.storage_bytes - spent.storage_bytes))
  )
  FROM spent, private.plan_of(p_user) AS plan
$$;

CREATE OR REPLACE FUNCTION private.forget_reservations(p_months INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  -- Whoever calls this takes nothing of the present month, by which quotas go.
  first CONSTANT DATE := private.month(now()) - make_interval(months => greatest(p_months, 0));
  forgotten BIGINT;
BEGIN
  DELETE FROM private.reservations WHERE accepted_at < first::timestamp AT TIME ZONE 'UTC';
  GET DIAGNOSTICS forgotten = ROW_COUNT;
  -- What is left of them says 0. One that is being changed at this moment stays until next time.
  DELETE FROM private.counters WHERE id IN (
    SELECT id FROM private.counters WHERE month < first AND kind IS NOT NULL FOR UPDATE SKIP LOCKED
  );
  RETURN forgotten;
END
$$;

-- Of one output so many earlier bodies are kept, as models::limits has it too: an edit costs its user nothing, and each
-- leaves one.
CREATE OR REPLACE FUNCTION private.forget_versions()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.output_versions WHERE output_id = NEW.output_id AND version < NEW.version - 100;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER trg_output_versions_forget AFTER INSERT ON public.output_versions
  FOR EACH ROW EXECUTE FUNCTION private.forget_versions();

REVOKE ALL ON TABLE private.counters FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON SEQUENCE private.counters_id_seq FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON FUNCTION
  private.month(TIMESTAMPTZ),
  private.count(TEXT, DATE, public.output_kind, TEXT, NUMERIC),
  private.count_files(),
  private.count_reservations(),
  private.count_calls(),
  private.forget_reservations(INT),
  private.forget_versions()
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.forget_reservations(INT) TO repostr_worker;

COMMENT ON TABLE private.counters IS 'How much of what, by user and month. A counter may have several rows: their sum counts';
COMMENT ON COLUMN private.counters.month IS 'Its first day (UTC); -infinity: of what is there at present';
COMMENT ON COLUMN private.counters.kind IS 'Of the outputs of a reservation';
COMMENT ON COLUMN private.counters.name IS 'A status of reservations, what a provider''s call was made of, or storage_bytes';
COMMENT ON FUNCTION private.count IS 'Changes a counter. Waits for nobody';
COMMENT ON FUNCTION private.forget_reservations IS 'Deletes those of months that are over for so many months, and their counters. How many';

INSERT INTO public.schema_versions (version) VALUES ('1.22.0') ON CONFLICT DO NOTHING;

COMMIT;
