-- Who asks, for which account, and as what: read from the token of the request, and from what Clerk has reported since that was
-- issued. Policies ask `access`, each once a statement; the API asks private.begin_as, first of all.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- PL/pgSQL: as SQL functions these cost a list a multiple.
CREATE OR REPLACE FUNCTION private.caller(OUT person TEXT, OUT account TEXT, OUT role TEXT)
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  claims CONSTANT JSONB := auth.jwt();
  issued_at CONSTANT TIMESTAMPTZ := CASE jsonb_typeof(claims -> 'iat')
    WHEN 'number' THEN to_timestamp((claims ->> 'iat')::double precision) ELSE '-infinity' END;
  known private.memberships;
  found CONSTANT JSONB := nullif(current_setting('access.caller', true), '');
BEGIN
  -- Of these very claims it was found out when the transaction began.
  IF found ->> 'claims' = current_setting('request.jwt.claims', true) THEN
    person := found ->> 'person';
    account := found ->> 'account';
    role := found ->> 'role';
    RETURN;
  END IF;
  person := claims ->> 'sub';
  IF person IS NULL THEN
    RETURN;
  END IF;
  -- Clerk signs tokens of organizations and machines with the same key. And one of version 1 means an organization where we
  -- would read none.
  IF starts_with(person, 'org_') OR claims ?| ARRAY['org_id', 'org_role', 'org_slug', 'org_permissions'] THEN
    RAISE EXCEPTION 'this is no session token of version 2' USING ERRCODE = 'PT401';
  END IF;
  IF claims -> 'o' IS NULL THEN
    account := person;
    role := 'admin';
    RETURN;
  END IF;

  IF coalesce(claims #>> '{o,id}', '') !~ '^org_[A-Za-z0-9]{1,60}$' OR jsonb_typeof(claims #> '{o,rol}') IS DISTINCT FROM 'string' THEN
    RAISE EXCEPTION 'the organization of this token is none' USING ERRCODE = 'PT401';
  END IF;
  account := claims #>> '{o,id}';
  PERFORM private.refuse_deleted(person);
  PERFORM private.refuse_deleted(account);
  SELECT * INTO known FROM private.memberships
    WHERE org_id = account AND user_id = person AND changed_at >= issued_at;
  IF known.removed_at IS NOT NULL THEN
    RAISE EXCEPTION 'this membership has ended' USING ERRCODE = 'PT401', DETAIL = 'membership_ended';
  END IF;
  role := coalesce(known.role, private.member_role(claims #>> '{o,rol}'));
END
$$;

CREATE OR REPLACE FUNCTION private.member_role(p_role TEXT)
RETURNS TEXT
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT CASE WHEN p_role IN ('admin', 'org:admin') THEN 'admin' WHEN p_role IN ('member', 'org:member') THEN 'member' ELSE 'viewer' END
$$;

CREATE OR REPLACE FUNCTION access.account()
RETURNS TEXT
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (private.caller()).account;
END
$$;

CREATE OR REPLACE FUNCTION access.role()
RETURNS TEXT
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (private.caller()).role;
END
$$;

CREATE OR REPLACE FUNCTION access.may_write()
RETURNS BOOLEAN
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (private.caller()).role IN ('admin', 'member');
END
$$;

CREATE OR REPLACE FUNCTION private.begin_as(p_claims JSONB, p_role TEXT)
RETURNS TEXT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  caller RECORD;
BEGIN
  PERFORM set_config('request.jwt.claims', p_claims::text, true);
  SELECT * INTO caller FROM private.caller();
  PERFORM private.refuse_deleted(caller.person);
  -- Of nobody the role is NULL.
  IF (caller.role = p_role OR caller.role = 'admin' OR p_role = 'viewer' AND caller.role IS NOT NULL) IS NOT TRUE THEN
    RAISE EXCEPTION 'this needs another role' USING ERRCODE = 'RPROL', DETAIL = p_role;
  END IF;
  PERFORM private.keep_caller(caller.person, caller.account, caller.role);
  RETURN caller.role;
END
$$;

-- For the policies, each of which asks: until the transaction ends, and as long as the claims are these. Whoever could set this
-- could set the claims.
CREATE OR REPLACE FUNCTION private.keep_caller(p_person TEXT, p_account TEXT, p_role TEXT)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  PERFORM set_config('access.caller', jsonb_build_object('claims', current_setting('request.jwt.claims'),
    'person', p_person, 'account', p_account, 'role', p_role)::text, true);
END
$$;

CREATE OR REPLACE FUNCTION private.membership_changed(
  p_event TEXT, p_org TEXT, p_user TEXT, p_role TEXT, p_removed BOOLEAN, p_changed_at TIMESTAMPTZ
)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  INSERT INTO private.webhook_events (id) VALUES (p_event) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM private.refuse_deleted(p_org);
  -- Of two of the same moment the one that allows less.
  INSERT INTO private.memberships AS known (org_id, user_id, role, removed_at, changed_at)
    VALUES (p_org, p_user, private.member_role(p_role), CASE WHEN p_removed THEN p_changed_at END, p_changed_at)
    ON CONFLICT (org_id, user_id) DO UPDATE
      SET role = excluded.role, removed_at = excluded.removed_at, changed_at = excluded.changed_at
    WHERE (known.changed_at, known.removed_at IS NOT NULL, known.role COLLATE "C")
      < (excluded.changed_at, excluded.removed_at IS NOT NULL, excluded.role COLLATE "C");
END
$$;

REVOKE ALL ON FUNCTION
  private.caller(),
  private.keep_caller(TEXT, TEXT, TEXT),
  private.member_role(TEXT),
  private.begin_as(JSONB, TEXT),
  private.membership_changed(TEXT, TEXT, TEXT, TEXT, BOOLEAN, TIMESTAMPTZ),
  access.account(),
  access.role(),
  access.may_write()
  FROM PUBLIC, anon, service_role;
REVOKE ALL ON FUNCTION
  private.caller(),
  private.keep_caller(TEXT, TEXT, TEXT),
  private.member_role(TEXT),
  private.begin_as(JSONB, TEXT),
  private.membership_changed(TEXT, TEXT, TEXT, TEXT, BOOLEAN, TIMESTAMPTZ)
  FROM authenticated;
GRANT EXECUTE ON FUNCTION access.account(), access.role(), access.may_write() TO authenticated;
GRANT EXECUTE ON FUNCTION private.begin_as(JSONB, TEXT) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.membership_changed(TEXT, TEXT, TEXT, TEXT, BOOLEAN, TIMESTAMPTZ) TO repostr_webhook;

COMMENT ON FUNCTION private.caller IS 'Who the claims are of, for which account and in which role: admin, member or viewer. Raises PT401; with the detail membership_ended where a new token helps';
COMMENT ON FUNCTION private.keep_caller IS 'Keeps what private.caller has found of the present claims until the transaction ends';
COMMENT ON FUNCTION private.member_role IS 'Clerk''s name of a role, with and without its prefix. What is unknown may read';
COMMENT ON FUNCTION access.account IS 'The account whose rows exist in this request';
COMMENT ON FUNCTION access.role IS 'admin, member or viewer';
COMMENT ON FUNCTION access.may_write IS 'Whether the request may change what is the account''s';
COMMENT ON FUNCTION private.begin_as IS 'Sets the claims until the transaction ends, and gives the role that they have. Raises PT401 as private.caller does, also if the user was deleted; RPROL, with the role that is needed as detail. Part of the first message of every request';
COMMENT ON FUNCTION private.membership_changed IS 'Clerk''s organizationMembership.created, .updated and .deleted. Raises PT401 if the organization or the user was deleted';

COMMIT;
