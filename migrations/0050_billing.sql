-- What is paid for, beside what administrators give: one row for each subscription, as its provider (Clerk or Stripe) last
-- said it. An account may have several at once, as when it changes from one plan to a larger one.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0050_billing.sql') THEN RETURN; END IF;

CREATE TABLE private.paid_subscriptions (
  source TEXT NOT NULL CHECK (source IN ('clerk', 'stripe')),
  external_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  plan TEXT NOT NULL REFERENCES private.plans (name),
  status TEXT NOT NULL
    CHECK (status IN ('incomplete', 'upcoming', 'active', 'past_due', 'canceled', 'expired', 'abandoned', 'ended')),
  period_end TIMESTAMPTZ,
  past_due_at TIMESTAMPTZ,
  counts_until TIMESTAMPTZ NOT NULL,
  customer_id TEXT,
  event_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (source, external_id)
);
CREATE INDEX paid_subscriptions_user_idx ON private.paid_subscriptions (user_id);

CREATE TABLE private.billing_events (
  id TEXT PRIMARY KEY,
  user_id TEXT,
  type TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL
);
CREATE INDEX billing_events_user_idx ON private.billing_events (user_id, at);

ALTER TABLE private.paid_subscriptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.billing_events ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.paid_subscriptions, private.billing_events
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT ON private.paid_subscriptions, private.billing_events TO repostr_worker;
CREATE POLICY paid_subscriptions_worker_all ON private.paid_subscriptions TO repostr_worker USING (true) WITH CHECK (true);
CREATE POLICY billing_events_worker_all ON private.billing_events TO repostr_worker USING (true) WITH CHECK (true);
-- What an administrator gives can be taken back.
GRANT DELETE ON private.subscriptions TO repostr_worker;

COMMENT ON TABLE private.subscriptions IS 'The plan that an administrator has given an account. It counts before what is paid for';
COMMENT ON TABLE private.paid_subscriptions IS 'What accounts pay for, as its provider last said it. Without a row that counts: free';
COMMENT ON COLUMN private.paid_subscriptions.external_id IS 'Clerk''s id of the subscription item, Stripe''s of the subscription';
COMMENT ON COLUMN private.paid_subscriptions.counts_until IS 'The plan counts before this moment; private.counts_until says how it follows';
COMMENT ON COLUMN private.paid_subscriptions.event_at IS 'Of the newest event. Older ones change nothing';
COMMENT ON TABLE private.billing_events IS 'Each event of a provider that was heard, once. It stays when its account is erased, without whose it was';
COMMENT ON ROLE repostr_webhook IS 'The webhooks of the sign-in service and of who is paid. No rights on tables: calls user_changed, user_deleted and entitle';

INSERT INTO public.schema_versions (version) VALUES ('1.49.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
