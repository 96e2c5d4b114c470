-- Accounts. `user_id` is the account that a row belongs to, a person's (`user_…`) or an organization's (`org_…`); who made the
-- row is in `created_by`. The account of a request is the active organization of its token, else the person.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0043_teams.sql') THEN RETURN; END IF;

CREATE TABLE private.memberships (
  org_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  removed_at TIMESTAMPTZ,
  changed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (org_id, user_id),
  CONSTRAINT memberships_role_check CHECK (role IN ('admin', 'member', 'viewer'))
);
CREATE INDEX memberships_user_id_idx ON private.memberships (user_id);
ALTER TABLE private.memberships ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.memberships
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker, repostr_webhook;
COMMENT ON TABLE private.memberships IS 'What Clerk last reported of who is in which organization. A token that was issued since then is right where the two differ';
COMMENT ON COLUMN private.memberships.removed_at IS 'NULL: a member';
COMMENT ON COLUMN private.memberships.changed_at IS 'When it changed, as Clerk says: an older report changes nothing';

-- As repeatable/access.sql has them; policies need them before that is applied.
CREATE SCHEMA access;
REVOKE ALL ON SCHEMA access FROM PUBLIC;
GRANT USAGE ON SCHEMA access TO authenticated;
COMMENT ON SCHEMA access IS 'What policies ask about the token of a request. Not for the Data API';
CREATE FUNCTION access.account() RETURNS TEXT
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN auth.jwt() ->> 'sub'; END $$;
CREATE FUNCTION access.role() RETURNS TEXT
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN 'admin'; END $$;
CREATE FUNCTION access.may_write() RETURNS BOOLEAN
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$ BEGIN RETURN true; END $$;
REVOKE ALL ON FUNCTION access.account(), access.role(), access.may_write() FROM PUBLIC, anon, service_role;
GRANT EXECUTE ON FUNCTION access.account(), access.role(), access.may_write() TO authenticated;

-- Members of an organization may use the same key.
ALTER TABLE private.idempotency_keys ADD COLUMN created_by TEXT NOT NULL DEFAULT '';
ALTER TABLE private.idempotency_keys DROP CONSTRAINT idempotency_keys_pkey,
  ADD CONSTRAINT idempotency_keys_pkey PRIMARY KEY (user_id, created_by, route, key);
CREATE INDEX idempotency_keys_created_by_idx ON private.idempotency_keys (created_by) WHERE created_by <> '';
COMMENT ON COLUMN private.idempotency_keys.created_by IS 'Who sent it, in an organization''s account. Empty: the account''s own person';
COMMENT ON TABLE private.idempotency_keys IS 'Answers kept for 24 hours, by account, person, route and Idempotency-Key';

-- In the order of repeatable/triggers.sql. The default is set by itself, so that no row is written anew.
ALTER TABLE public.projects ADD COLUMN created_by TEXT;
ALTER TABLE public.projects ALTER COLUMN created_by SET DEFAULT auth.jwt() ->> 'sub';
ALTER POLICY projects_owner_all ON public.projects
  USING (user_id = (SELECT access.account())) WITH CHECK (user_id = (SELECT access.account()));
CREATE POLICY projects_viewer_insert ON public.projects AS RESTRICTIVE FOR INSERT TO authenticated
  WITH CHECK ((SELECT access.may_write()));
CREATE POLICY projects_viewer_update ON public.projects AS RESTRICTIVE FOR UPDATE TO authenticated
  USING ((SELECT access.may_write()));
CREATE POLICY projects_member_delete ON public.projects AS RESTRICTIVE FOR DELETE TO authenticated
  USING ((SELECT access.role()) = 'admin');

ALTER TABLE public.files ADD COLUMN created_by TEXT;
ALTER TABLE public.files ALTER COLUMN created_by SET DEFAULT auth.jwt() ->> 'sub';
ALTER POLICY files_owner_all ON public.files
  USING (user_id = (SELECT access.account())) WITH CHECK (user_id = (SELECT access.account()));
CREATE POLICY files_viewer_insert ON public.files AS RESTRICTIVE FOR INSERT TO authenticated
  WITH CHECK ((SELECT access.may_write()));
CREATE POLICY files_viewer_update ON public.files AS RESTRICTIVE FOR UPDATE TO authenticated
  USING ((SELECT access.may_write()));
CREATE POLICY files_viewer_delete ON public.files AS RESTRICTIVE FOR DELETE TO authenticated
  USING ((SELECT access.may_write()));

ALTER TABLE public.templates ADD COLUMN created_by TEXT;
ALTER TABLE public.templates ALTER COLUMN created_by SET DEFAULT auth.jwt() ->> 'sub';
ALTER POLICY templates_owner_all ON public.templates
  USING (user_id = (SELECT access.account())) WITH CHECK (user_id = (SELECT access.account()));
CREATE POLICY templates_viewer_insert ON public.templates AS RESTRICTIVE FOR INSERT TO authenticated
  WITH CHECK ((SELECT access.may_write()));
CREATE POLICY templates_viewer_update ON public.templates AS RESTRICTIVE FOR UPDATE TO authenticated
  USING ((SELECT access.may_write()));
CREATE POLICY templates_viewer_delete ON public.templates AS RESTRICTIVE FOR DELETE TO authenticated
  USING ((SELECT access.may_write()));

ALTER POLICY transcriptions_owner_select ON public.transcriptions USING (user_id = (SELECT access.account()));
ALTER POLICY transcriptions_owner_update ON public.transcriptions
  USING (user_id = (SELECT access.account())) WITH CHECK (user_id = (SELECT access.account()));
CREATE POLICY transcriptions_viewer_update ON public.transcriptions AS RESTRICTIVE FOR UPDATE TO authenticated
  USING ((SELECT access.may_write()));
ALTER POLICY transcription_versions_owner_select ON public.transcription_versions
  USING (user_id = (SELECT access.account()));

ALTER TABLE private.jobs ADD COLUMN created_by TEXT;

-- The archive's columns are those of outputs, in their order.
ALTER TABLE public.outputs ADD COLUMN IF NOT EXISTS created_by TEXT;
ALTER TABLE public.outputs ALTER COLUMN created_by SET DEFAULT auth.jwt() ->> 'sub';
ALTER POLICY outputs_owner_all ON public.outputs
  USING (user_id = (SELECT access.account())) WITH CHECK (user_id = (SELECT access.account()));
CREATE POLICY outputs_viewer_insert ON public.outputs AS RESTRICTIVE FOR INSERT TO authenticated
  WITH CHECK ((SELECT access.may_write()));
CREATE POLICY outputs_viewer_update ON public.outputs AS RESTRICTIVE FOR UPDATE TO authenticated
  USING ((SELECT access.may_write()));
CREATE POLICY outputs_viewer_delete ON public.outputs AS RESTRICTIVE FOR DELETE TO authenticated
  USING ((SELECT access.may_write()));
ALTER POLICY output_versions_owner_select ON public.output_versions USING (user_id = (SELECT access.account()));
ALTER TABLE public.outputs_archive ADD COLUMN IF NOT EXISTS created_by TEXT;
ALTER POLICY outputs_archive_owner_select ON public.outputs_archive USING (user_id = (SELECT access.account()));

COMMENT ON COLUMN public.projects.created_by IS 'NULL: the person was deleted, or it is from before this was kept';
COMMENT ON COLUMN public.files.created_by IS 'NULL: the person was deleted, or it is from before this was kept';
COMMENT ON COLUMN public.templates.created_by IS 'NULL: the person was deleted, or it is from before this was kept';
COMMENT ON COLUMN public.outputs.created_by IS 'NULL: the person was deleted, or it is from before this was kept';
COMMENT ON COLUMN private.jobs.created_by IS 'Who asked for it last. NULL: the person was deleted, or it is from before this was kept';
COMMENT ON TABLE private.tombstones IS 'Deleted users and organizations, kept for good: no token and no late event can bring one back';

INSERT INTO public.schema_versions (version) VALUES ('1.42.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
