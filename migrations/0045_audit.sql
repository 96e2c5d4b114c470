-- Who did what in an account, of what can't be undone or costs.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0045_audit.sql') THEN RETURN; END IF;

CREATE TABLE private.audit (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  actor_id TEXT,
  action TEXT NOT NULL,
  subject_id TEXT,
  at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX audit_keyset_idx ON private.audit (user_id, at DESC, id DESC);
CREATE INDEX audit_actor_id_idx ON private.audit (actor_id) WHERE actor_id <> user_id;
CREATE INDEX audit_members_idx ON private.audit (subject_id) WHERE starts_with(action, 'member.');
CREATE INDEX audit_at_idx ON private.audit (at);
ALTER TABLE private.audit ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.audit
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker, repostr_webhook;
COMMENT ON TABLE private.audit IS 'Who did what in an account, of what can''t be undone or costs. Written by triggers and by the functions that pass row-level security';
COMMENT ON COLUMN private.audit.user_id IS 'The account';
COMMENT ON COLUMN private.audit.actor_id IS 'The person. NULL: deleted since, or none of the account''s: Clerk, Stripe, an administrator';
COMMENT ON COLUMN private.audit.subject_id IS 'What it was done to: the id of a row or of a member; where it is about what is paid, the plan';

INSERT INTO public.schema_versions (version) VALUES ('1.44.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
