-- What accounts pay for, as Clerk or Stripe says it, late, twice and in any order.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Until when a subscription counts, by what was said of it. The days of grace are BILLING_GRACE_DAYS, as whoever hears the
-- event has them; a change of theirs counts from a subscription's next event, and its reconciliation is one.
CREATE OR REPLACE FUNCTION private.counts_until(
  p_status TEXT, p_at TIMESTAMPTZ, p_period_end TIMESTAMPTZ, p_past_due_at TIMESTAMPTZ, p_grace_days INT
)
RETURNS TIMESTAMPTZ
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT CASE p_status
    WHEN 'active' THEN 'infinity'
    WHEN 'canceled' THEN coalesce(p_period_end, p_at)
    -- In hours: a day is not as long everywhere.
    WHEN 'past_due' THEN coalesce(p_past_due_at, p_at) + make_interval(hours => 24 * p_grace_days)
    ELSE '-infinity'
  END
$$;

-- In the order of a subscription's life: of two events of the same moment the later one counts.
CREATE OR REPLACE FUNCTION private.status_rank(p_status TEXT)
RETURNS INT
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT array_position(
    ARRAY['incomplete', 'upcoming', 'active', 'past_due', 'canceled', 'expired', 'abandoned', 'ended'], p_status)
$$;

-- Each subscription is a register of its own in which the newest event stays, so that the order in which events come makes no
-- difference, nor does how many subscriptions they are about. Without an id it is no event, but what the provider answered:
-- where it says what is known, nothing is written. Gives the number of subscriptions that are other than before.
CREATE OR REPLACE FUNCTION private.entitle(
  p_event TEXT, p_type TEXT, p_source TEXT, p_user TEXT, p_at TIMESTAMPTZ, p_subscriptions JSONB, p_grace_days INT
)
RETURNS INT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  said RECORD;
  changed INT := 0;
BEGIN
  PERFORM private.refuse_deleted(p_user);
  IF p_event IS NOT NULL THEN
    INSERT INTO private.billing_events (id, user_id, type, at) VALUES (p_event, p_user, p_type, p_at) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      RETURN 0;
    END IF;
  END IF;

  FOR said IN
    SELECT * FROM jsonb_to_recordset(p_subscriptions)
      AS s (external_id TEXT, plan TEXT, status TEXT, period_end TIMESTAMPTZ, past_due_at TIMESTAMPTZ, customer_id TEXT)
    ORDER BY external_id
  LOOP
    INSERT INTO private.paid_subscriptions AS known (
        source, external_id, user_id, plan, status, period_end, past_due_at, customer_id, event_at, counts_until)
      VALUES (p_source, said.external_id, p_user, said.plan, said.status, said.period_end, said.past_due_at, said.customer_id, p_at,
        private.counts_until(said.status, p_at, said.period_end, said.past_due_at, p_grace_days))
      ON CONFLICT (source, external_id) DO UPDATE SET
        plan = excluded.plan, status = excluded.status, period_end = excluded.period_end,
        past_due_at = excluded.past_due_at, customer_id = coalesce(excluded.customer_id, known.customer_id),
        event_at = excluded.event_at, counts_until = excluded.counts_until
      WHERE known.user_id = excluded.user_id
        AND (excluded.event_at, private.status_rank(excluded.status), excluded.counts_until, excluded.plan)
          > (known.event_at, private.status_rank(known.status), known.counts_until, known.plan)
        AND (p_event IS NOT NULL
          OR (excluded.plan, excluded.status, excluded.period_end, excluded.past_due_at, excluded.counts_until)
            IS DISTINCT FROM (known.plan, known.status, known.period_end, known.past_due_at, known.counts_until));
    IF FOUND THEN
      changed := changed + 1;
    ELSIF EXISTS (
      SELECT FROM private.paid_subscriptions
      WHERE source = p_source AND external_id = said.external_id AND user_id <> p_user
    ) THEN
      RAISE EXCEPTION 'the subscription is another account''s' USING ERRCODE = 'RP403';
    END IF;
  END LOOP;
  -- The next checkout is another one.
  DELETE FROM private.checkouts
    WHERE user_id = p_user AND p_source = 'stripe' AND p_subscriptions @> '[{"status": "active"}]';
  RETURN changed;
END
$$;

-- Of what is paid for, the largest plan that counts at this moment.
CREATE OR REPLACE FUNCTION private.paid_subscription(p_user TEXT)
RETURNS private.paid_subscriptions
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT paid FROM private.paid_subscriptions AS paid JOIN private.plans ON plans.name = paid.plan
    WHERE paid.user_id = p_user AND paid.counts_until > now()
    ORDER BY plans.price_cents DESC, paid.counts_until DESC, paid.external_id LIMIT 1
$$;

CREATE OR REPLACE FUNCTION private.plan_of(p_user TEXT)
RETURNS private.plans
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT plans FROM private.plans
    WHERE name = coalesce(
      (SELECT plan FROM private.subscriptions WHERE user_id = p_user),
      (private.paid_subscription(p_user)).plan,
      'free')
$$;

-- For administrators' lists.
CREATE OR REPLACE FUNCTION private.plan_name(p_user TEXT)
RETURNS TEXT
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT (private.plan_of(p_user)).name
$$;

-- What an account is told: the plan in force, and the subscription that gives it, or else the last one there was.
CREATE OR REPLACE FUNCTION private.subscription(p_user TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT jsonb_build_object(
    'plan', (private.plan_of(p_user)).name,
    'source', CASE WHEN given.plan IS NOT NULL THEN 'admin' ELSE paid.source END,
    'status', paid.status,
    'period_end', paid.period_end,
    'ends_at', nullif(nullif(paid.counts_until, 'infinity'), '-infinity')
  )
  FROM (SELECT) AS one
  LEFT JOIN private.subscriptions AS given ON given.user_id = p_user
  LEFT JOIN LATERAL (
    SELECT known.* FROM private.paid_subscriptions AS known JOIN private.plans ON plans.name = known.plan
    WHERE known.user_id = p_user AND given.plan IS NULL
    ORDER BY known.counts_until > now() DESC, CASE WHEN known.counts_until > now() THEN plans.price_cents END DESC,
      known.event_at DESC, known.external_id
    LIMIT 1
  ) AS paid ON true
$$;

-- The checkout that an account is to be sent to. One that is a day old has ended at Stripe, too.
CREATE OR REPLACE FUNCTION private.begin_checkout(p_user TEXT, p_price TEXT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  checkout private.checkouts;
BEGIN
  INSERT INTO private.checkouts AS open (user_id, price) VALUES (p_user, p_price)
    ON CONFLICT (user_id) DO UPDATE SET
      price = excluded.price, key = excluded.key, session_id = NULL, url = NULL, replaces = open.session_id, created_at = now()
    WHERE open.price <> excluded.price OR open.created_at < now() - INTERVAL '23 hours';
  IF FOUND THEN
    PERFORM private.record_action(p_user, 'checkout.opened', NULL, auth.jwt() ->> 'sub');
  END IF;
  SELECT * INTO STRICT checkout FROM private.checkouts WHERE user_id = p_user;
  RETURN jsonb_build_object(
    'key', checkout.key, 'url', checkout.url, 'replaces', checkout.replaces,
    'customer_id', private.stripe_customer(p_user),
    -- What has not been paid in time still is a subscription: it is paid, or ended, in the portal.
    'subscribed', EXISTS (
      SELECT FROM private.paid_subscriptions
      WHERE user_id = p_user AND source = 'stripe' AND (status IN ('active', 'past_due') OR counts_until > now())
    )
  );
END
$$;

CREATE OR REPLACE FUNCTION private.keep_checkout(p_user TEXT, p_key UUID, p_session TEXT, p_url TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.checkouts SET session_id = p_session, url = p_url, replaces = NULL WHERE user_id = p_user AND key = p_key
$$;

CREATE OR REPLACE FUNCTION private.stripe_customer(p_user TEXT)
RETURNS TEXT
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT customer_id FROM private.paid_subscriptions
    WHERE user_id = p_user AND source = 'stripe' AND customer_id IS NOT NULL
    ORDER BY event_at DESC, external_id LIMIT 1
$$;

REVOKE ALL ON FUNCTION
  private.counts_until(TEXT, TIMESTAMPTZ, TIMESTAMPTZ, TIMESTAMPTZ, INT),
  private.status_rank(TEXT),
  private.entitle(TEXT, TEXT, TEXT, TEXT, TIMESTAMPTZ, JSONB, INT),
  private.paid_subscription(TEXT),
  private.plan_of(TEXT),
  private.plan_name(TEXT),
  private.subscription(TEXT),
  private.begin_checkout(TEXT, TEXT),
  private.keep_checkout(TEXT, UUID, TEXT, TEXT),
  private.stripe_customer(TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.entitle(TEXT, TEXT, TEXT, TEXT, TIMESTAMPTZ, JSONB, INT)
  TO repostr_webhook, repostr_worker;
GRANT EXECUTE ON FUNCTION
  private.plan_name(TEXT)
  TO repostr_worker;
GRANT EXECUTE ON FUNCTION
  private.subscription(TEXT),
  private.begin_checkout(TEXT, TEXT),
  private.keep_checkout(TEXT, UUID, TEXT, TEXT),
  private.stripe_customer(TEXT)
  TO repostr_api;

COMMENT ON FUNCTION private.entitle IS 'An event of a provider, with what it says of the account''s subscriptions. Once for each event id, and each subscription only by what is newer. Raises PT401 if the account was deleted, RP403 if a subscription is another account''s';
COMMENT ON FUNCTION private.begin_checkout IS 'The checkout that an account is to be sent to, and whether it pays already';
COMMENT ON FUNCTION private.keep_checkout IS 'What Stripe made of a checkout';
COMMENT ON FUNCTION private.stripe_customer IS 'Whom Stripe knows the account as';
COMMENT ON FUNCTION private.subscription IS 'The plan in force, and the subscription that gives it';
COMMENT ON FUNCTION private.plan_of IS 'The plan in force at this moment: what an administrator gave, else the largest that is paid for, else free';

COMMIT;
