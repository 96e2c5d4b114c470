-- What somebody has stored and spent is counted as it changes, and not added up each time that it is asked for.
--
-- A counter may have several rows, and their sum counts. Who changes it takes one that nobody holds at the moment, or makes
-- one: so nobody waits for a counter, no two can wait for each other, in whatever order they come, and it has no more rows
-- than it was once changed at the same time.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0023_counters.sql') THEN RETURN; END IF;

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

REVOKE ALL ON TABLE private.counters FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON SEQUENCE private.counters_id_seq FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON FUNCTION
  private.month(TIMESTAMPTZ),
  private.count(TEXT, DATE, public.output_kind, TEXT, NUMERIC),
  private.count_files(),
  private.count_reservations(),
  private.count_calls()
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON TABLE private.counters IS 'How much of what, by user and month. A counter may have several rows: their sum counts';
COMMENT ON COLUMN private.counters.month IS 'Its first day (UTC); -infinity: of what is there at present';
COMMENT ON COLUMN private.counters.kind IS 'Of the outputs of a reservation';
COMMENT ON COLUMN private.counters.name IS 'A status of reservations, what a provider''s call was made of, or storage_bytes';

INSERT INTO public.schema_versions (version) VALUES ('1.22.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
