-- Plans, quotas, and the counters that they are measured by.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.month(p_at TIMESTAMPTZ)
RETURNS DATE
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT date_trunc('month', p_at AT TIME ZONE 'UTC')::date
$$;

CREATE OR REPLACE FUNCTION private.count_by(
  p_member TEXT, p_user TEXT, p_month DATE, p_kind public.output_kind, p_name TEXT, p_change NUMERIC
)
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
      AND created_by IS NOT DISTINCT FROM p_member
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
  );
  IF NOT FOUND THEN
    INSERT INTO private.counters (created_by, user_id, month, kind, name, value)
      VALUES (p_member, p_user, p_month, p_kind, p_name, p_change);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION private.count(p_user TEXT, p_month DATE, p_kind public.output_kind, p_name TEXT, p_change NUMERIC)
RETURNS VOID
LANGUAGE sql
SET search_path = ''
AS $$
  SELECT private.count_by(NULL, p_user, p_month, p_kind, p_name, p_change)
$$;

-- Of a personal account there is nothing to ask.
CREATE OR REPLACE FUNCTION private.asked_by(p_account TEXT, p_output UUID, p_file UUID)
RETURNS TEXT
LANGUAGE plpgsql
STABLE
SET search_path = ''
AS $$
BEGIN
  IF NOT starts_with(p_account, 'org_') THEN
    RETURN NULL;
  ELSIF p_output IS NOT NULL THEN
    RETURN (SELECT created_by FROM private.jobs WHERE output_id = p_output);
  END IF;
  RETURN (SELECT created_by FROM private.jobs WHERE file_id = p_file);
END
$$;

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
    PERFORM private.count_by(created_by, user_id, private.month(accepted_at), kind, status, count(*))
      FROM added GROUP BY created_by, user_id, private.month(accepted_at), kind, status;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM private.count_by(created_by, user_id, private.month(accepted_at), kind, status, -count(*))
      FROM removed GROUP BY created_by, user_id, private.month(accepted_at), kind, status;
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
    PERFORM private.count_by(member, user_id, private.month(created_at), NULL, 'prompt_tokens', sum(prompt_tokens)),
        private.count_by(member, user_id, private.month(created_at), NULL, 'completion_tokens', sum(completion_tokens)),
        private.count_by(member, user_id, private.month(created_at), NULL, 'cost_micros', sum(cost_micros))
      FROM added, private.asked_by(user_id, output_id, file_id) AS member GROUP BY member, user_id, private.month(created_at);
  END IF;
  IF TG_OP <> 'INSERT' THEN
    PERFORM private.count_by(member, user_id, private.month(created_at), NULL, 'prompt_tokens', -sum(prompt_tokens)),
        private.count_by(member, user_id, private.month(created_at), NULL, 'completion_tokens', -sum(completion_tokens)),
        private.count_by(member, user_id, private.month(created_at), NULL, 'cost_micros', -sum(cost_micros))
      FROM removed, private.asked_by(user_id, output_id, file_id) AS member GROUP BY member, user_id, private.month(created_at);
  END IF;
  RETURN NULL;
END
$$;

-- What was transcribed stays used when its file is gone, and is used again when it is transcribed again: a worker then says
-- when. Who puts a text right, transcribes nothing.
CREATE OR REPLACE FUNCTION private.add_transcribed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.count_by(member, user_id, private.month(created_at), NULL, 'transcribed_seconds', sum(duration_seconds)::numeric)
    FROM added, private.asked_by(user_id, NULL, file_id) AS member
    WHERE provider IS NOT NULL AND duration_seconds > 0 AND (TG_OP = 'INSERT' OR created_at = now())
    GROUP BY member, user_id, private.month(created_at);
  RETURN NULL;
END
$$;

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
    INSERT INTO private.reservations (output_id, user_id, created_by, kind, status, accepted_at)
      VALUES (NEW.output_id, NEW.user_id, CASE WHEN starts_with(NEW.user_id, 'org_') THEN NEW.created_by END, NEW.kind, NEW.state,
        NEW.created_at);
  ELSE
    -- Deleted on its way, it comes to nothing, unless a provider was called: what costs is used. What was over before stays
    -- what it was.
    UPDATE private.reservations AS place SET status = CASE
        WHEN TG_OP = 'UPDATE' THEN NEW.state
        WHEN EXISTS (
          SELECT FROM private.provider_calls AS call
          WHERE call.user_id = place.user_id AND call.created_at >= place.accepted_at AND call.output_id = place.output_id
        ) THEN 'completed'
        ELSE 'cancelled'
      END
      WHERE place.output_id = OLD.output_id AND place.status IN ('queued', 'processing');
  END IF;
  RETURN NULL;
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

-- The present month of each of an organization's people, who used most first; of what can't be said whose it is, without an id.
CREATE OR REPLACE FUNCTION private.usage_by_member(p_account TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT coalesce(jsonb_agg(to_jsonb(member) ORDER BY outputs DESC, minutes DESC, user_id), '[]') FROM (
    SELECT created_by AS user_id,
      coalesce(sum(value) FILTER (WHERE kind IS NOT NULL AND name IN ('queued', 'processing', 'completed')), 0) AS outputs,
      coalesce(sum(value) FILTER (WHERE name = 'prompt_tokens'), 0) AS prompt_tokens,
      coalesce(sum(value) FILTER (WHERE name = 'completion_tokens'), 0) AS completion_tokens,
      coalesce(sum(value) FILTER (WHERE name = 'cost_micros'), 0) AS cost_micros,
      coalesce(round(sum(value) FILTER (WHERE name = 'transcribed_seconds') / 60, 1), 0) AS minutes
    FROM private.counters WHERE user_id = p_account AND month = private.month(now())
    GROUP BY created_by HAVING bool_or(value <> 0)
  ) AS member
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
    'minutes', coalesce((SELECT round(value / 60, 1) FROM counted WHERE name = 'transcribed_seconds'), 0),
    'storage_bytes', spent.storage_bytes,
    'limits', jsonb_build_object('outputs', plan.outputs, 'storage_bytes', plan.storage_bytes),
    'remaining', jsonb_build_object('outputs', greatest(0, plan.outputs - spent.outputs),
      'storage_bytes', greatest(0, plan.storage_bytes - spent.storage_bytes))
  ) || CASE WHEN starts_with(p_user, 'org_') AND access.role() = 'admin'
    THEN jsonb_build_object('by_member', private.usage_by_member(p_user)) ELSE '{}' END
  FROM spent, private.plan_of(p_user) AS plan
$$;

CREATE OR REPLACE FUNCTION private.dearest_users(p_limit INT)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  WITH spent AS (
    SELECT user_id, coalesce(sum(value) FILTER (WHERE name = 'prompt_tokens'), 0) AS prompt_tokens,
      coalesce(sum(value) FILTER (WHERE name = 'completion_tokens'), 0) AS completion_tokens,
      coalesce(sum(value) FILTER (WHERE name = 'cost_micros'), 0) AS cost_micros
    FROM private.counters
    WHERE month = private.month(now()) AND name IN ('prompt_tokens', 'completion_tokens', 'cost_micros')
    GROUP BY user_id
    -- Of deleted users nothing is counted; their calls stay, without whose they were.
    UNION ALL SELECT NULL, sum(prompt_tokens), sum(completion_tokens), sum(cost_micros)
    FROM private.provider_calls WHERE user_id IS NULL AND created_at >= date_trunc('month', now(), 'UTC')
    HAVING count(*) > 0
  ), dearest AS (
    SELECT * FROM spent ORDER BY cost_micros DESC, prompt_tokens DESC, user_id LIMIT p_limit
  )
  SELECT coalesce(jsonb_agg(to_jsonb(dearest) || jsonb_build_object('provider_calls', (
      SELECT count(*) FROM private.provider_calls AS call
      WHERE (call.user_id = dearest.user_id OR dearest.user_id IS NULL AND call.user_id IS NULL)
        AND created_at >= date_trunc('month', now(), 'UTC')
    )) ORDER BY cost_micros DESC, prompt_tokens DESC, user_id), '[]')
  FROM dearest
$$;

CREATE OR REPLACE FUNCTION private.delete_old_reservations(p_months INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  -- Whoever calls this takes nothing of the present month, by which quotas go.
  first CONSTANT DATE := private.month(now()) - make_interval(months => greatest(p_months, 0));
  deleted BIGINT;
BEGIN
  DELETE FROM private.reservations WHERE accepted_at < first::timestamp AT TIME ZONE 'UTC';
  GET DIAGNOSTICS deleted = ROW_COUNT;
  -- What is left of them says 0. One that is being changed at this moment stays until next time.
  DELETE FROM private.counters WHERE id IN (
    SELECT id FROM private.counters WHERE month < first AND kind IS NOT NULL FOR UPDATE SKIP LOCKED
  );
  RETURN deleted;
END
$$;

REVOKE ALL ON FUNCTION
  private.month(TIMESTAMPTZ),
  private.count_by(TEXT, TEXT, DATE, public.output_kind, TEXT, NUMERIC),
  private.asked_by(TEXT, UUID, UUID),
  private.usage_by_member(TEXT),
  private.count(TEXT, DATE, public.output_kind, TEXT, NUMERIC),
  private.count_files(),
  private.count_reservations(),
  private.count_calls(),
  private.add_transcribed(),
  private.keep_reservation(),
  private.spent(TEXT, TEXT),
  private.check_quota(TEXT, TEXT, BIGINT),
  private.hold_quota(TEXT, TEXT),
  private.usage(TEXT),
  private.dearest_users(INT),
  private.delete_old_reservations(INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.hold_quota(TEXT, TEXT),
  private.usage(TEXT)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.dearest_users(INT),
  private.delete_old_reservations(INT)
  TO repostr_worker;

COMMENT ON FUNCTION private.count_by IS 'Adds to a member''s part of a counter without waiting for others who do';
COMMENT ON FUNCTION private.count IS 'The same, of nobody in particular';
COMMENT ON FUNCTION private.asked_by IS 'Who of an organization asked for the work on an output or a file';
COMMENT ON FUNCTION private.hold_quota IS 'Called before the commit, after the rows were written: raises RP402, with JSON as detail, if the plan is exceeded';
COMMENT ON FUNCTION private.usage IS 'What an account has used of the plan in the present month; for an organization''s admins also who did';
COMMENT ON FUNCTION private.dearest_users IS 'The users whose provider calls have cost most in the present month, by the counters';
COMMENT ON FUNCTION private.delete_old_reservations IS 'Deletes reservations of months that ended more than so many months ago, and their counters. Returns how many';

COMMIT;
