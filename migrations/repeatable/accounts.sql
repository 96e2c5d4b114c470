-- Users and organizations as the sign-in service knows them, and the erasure of those that it says are gone.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- PostgREST answers with the status that a code PTnnn names: a token that is still valid gets 401 there, too.
CREATE OR REPLACE FUNCTION private.refuse_deleted(p_user TEXT)
RETURNS VOID
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.tombstones WHERE user_id = p_user) THEN
    RAISE EXCEPTION 'this user was deleted' USING ERRCODE = 'PT401';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION private.keep_deleted_out()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.refuse_deleted(NEW.user_id);
  RETURN NEW;
END
$$;

-- A worker that was at it when its user went still has to say what it spent.
CREATE OR REPLACE FUNCTION private.anonymize_call()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF EXISTS (SELECT FROM private.tombstones WHERE user_id = NEW.user_id) THEN
    NEW.user_id := NULL;
  END IF;
  RETURN NEW;
END
$$;

-- A profile is made with the name that the token carries, and that is Clerk's word, too.
CREATE OR REPLACE FUNCTION private.remember_name()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  INSERT INTO private.clerk_users (user_id, name, updated_at) VALUES (NEW.user_id, NEW.name, '-infinity')
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.user_changed(p_event TEXT, p_user TEXT, p_name TEXT, p_updated_at TIMESTAMPTZ)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  known private.clerk_users;
BEGIN
  INSERT INTO private.webhook_events (id) VALUES (p_event) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN;
  END IF;

  -- The events of one user, one after the other.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('clerk_users', p_user)::text, 0));
  SELECT * INTO known FROM private.clerk_users WHERE user_id = p_user;
  IF known.updated_at >= p_updated_at THEN
    RETURN;
  END IF;
  INSERT INTO private.clerk_users (user_id, name, updated_at) VALUES (p_user, p_name, p_updated_at)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, updated_at = excluded.updated_at;

  -- The name follows as long as it is the one from there.
  INSERT INTO public.profiles AS profile (user_id, name) VALUES (p_user, p_name)
    ON CONFLICT (user_id) DO UPDATE SET name = excluded.name
    WHERE profile.name IS DISTINCT FROM excluded.name AND profile.name IS NOT DISTINCT FROM known.name;
END
$$;

CREATE OR REPLACE FUNCTION private.user_deleted(p_event TEXT, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  INSERT INTO private.webhook_events (id) VALUES (p_event) ON CONFLICT DO NOTHING;
  INSERT INTO private.tombstones (user_id) VALUES (p_user) ON CONFLICT DO NOTHING;
$$;

CREATE OR REPLACE FUNCTION private.organization_deleted(p_event TEXT, p_org TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT private.user_deleted(p_event, p_org)
$$;

CREATE OR REPLACE FUNCTION private.erase(p_user TEXT, p_limit INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  tab REGCLASS;
  erased BIGINT;
BEGIN
  -- Whoever calls this can take nothing from anybody else.
  IF NOT EXISTS (SELECT FROM private.tombstones WHERE user_id = p_user) THEN
    RAISE EXCEPTION 'this user was not deleted' USING ERRCODE = 'no_data_found';
  END IF;

  erased := private.delete_outputs(ARRAY(SELECT id FROM public.outputs WHERE user_id = p_user LIMIT p_limit));
  IF erased > 0 THEN
    RETURN erased;
  END IF;
  erased := private.delete_files(ARRAY(SELECT id FROM public.files WHERE user_id = p_user LIMIT p_limit));
  IF erased > 0 THEN
    RETURN erased;
  END IF;

  -- Every table that says whose its rows are and can find them by it; what can't goes along with one that can. What
  -- others refer to comes last, so that one statement never takes much along. What was spent and what was paid stays, without
  -- whose it was.
  FOR tab IN
    SELECT c.oid::regclass
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'private'::regnamespace)
      AND c.oid NOT IN (
        'private.tombstones'::regclass, 'private.provider_calls'::regclass, 'private.billing_events'::regclass)
      AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indpred IS NULL)
    ORDER BY (SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND confrelid = c.oid), c.oid
  LOOP
    EXECUTE format('DELETE FROM %1$s WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE user_id = $1 LIMIT $2))', tab)
      USING p_user, p_limit;
    GET DIAGNOSTICS erased = ROW_COUNT;
    IF erased > 0 THEN
      RETURN erased;
    END IF;
  END LOOP;

  UPDATE private.provider_calls SET user_id = NULL
    WHERE id IN (SELECT id FROM private.provider_calls WHERE user_id = p_user LIMIT p_limit);
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;
  UPDATE private.billing_events SET user_id = NULL
    WHERE id IN (SELECT id FROM private.billing_events WHERE user_id = p_user LIMIT p_limit);
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;

  -- Of an organization, who was in it.
  DELETE FROM private.memberships WHERE ctid = ANY (ARRAY(SELECT ctid FROM private.memberships WHERE org_id = p_user LIMIT p_limit));
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;

  -- Keys that a person has made for others end with them.
  DELETE FROM private.api_keys
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM private.api_keys WHERE created_by = p_user LIMIT p_limit));
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;

  -- What a person has done in the account of others, and what was done to them, stays in its audit, without who it was.
  UPDATE private.audit SET actor_id = nullif(actor_id, p_user), subject_id = nullif(subject_id, p_user)
    WHERE ctid = ANY (ARRAY(
      (SELECT ctid FROM private.audit WHERE actor_id = p_user AND actor_id <> user_id LIMIT p_limit)
      UNION (SELECT ctid FROM private.audit WHERE subject_id = p_user AND starts_with(action, 'member.') LIMIT p_limit)
      LIMIT p_limit));
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;

  -- What a person has made in the account of others stays theirs, without who it was. An answer that was kept for them goes.
  DELETE FROM private.idempotency_keys
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM private.idempotency_keys WHERE created_by = p_user AND created_by <> '' LIMIT p_limit));
  GET DIAGNOSTICS erased = ROW_COUNT;
  IF erased > 0 THEN
    RETURN erased;
  END IF;
  FOR tab IN
    SELECT a.attrelid::regclass FROM pg_attribute a
    WHERE a.attname = 'created_by' AND NOT a.attisdropped AND NOT a.attnotnull
      AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum)
      AND EXISTS (
        SELECT FROM pg_class c
        WHERE c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'private'::regnamespace)
      )
    ORDER BY a.attrelid
  LOOP
    EXECUTE format(
      'UPDATE %1$s SET created_by = NULL
       WHERE ctid = ANY (ARRAY(SELECT ctid FROM %1$s WHERE created_by = $1 AND created_by <> user_id LIMIT $2))', tab)
      USING p_user, p_limit;
    GET DIAGNOSTICS erased = ROW_COUNT;
    IF erased > 0 THEN
      RETURN erased;
    END IF;
  END LOOP;
  RETURN 0;
END
$$;

REVOKE ALL ON FUNCTION
  private.refuse_deleted(TEXT),
  private.keep_deleted_out(),
  private.anonymize_call(),
  private.remember_name(),
  private.user_changed(TEXT, TEXT, TEXT, TIMESTAMPTZ),
  private.user_deleted(TEXT, TEXT),
  private.organization_deleted(TEXT, TEXT),
  private.erase(TEXT, INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.refuse_deleted(TEXT)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.refuse_deleted(TEXT),
  private.user_changed(TEXT, TEXT, TEXT, TIMESTAMPTZ),
  private.user_deleted(TEXT, TEXT),
  private.erase(TEXT, INT)
  TO repostr_worker;

GRANT EXECUTE ON FUNCTION
  private.user_changed(TEXT, TEXT, TEXT, TIMESTAMPTZ),
  private.user_deleted(TEXT, TEXT),
  private.organization_deleted(TEXT, TEXT)
  TO repostr_webhook;

COMMENT ON FUNCTION private.refuse_deleted IS 'Raises PT401 if the user or the organization was deleted';
COMMENT ON FUNCTION private.user_changed IS 'Clerk''s user.created and user.updated. Raises PT401 if the user was deleted';
COMMENT ON FUNCTION private.user_deleted IS 'Clerk''s user.deleted';
COMMENT ON FUNCTION private.organization_deleted IS 'Clerk''s organization.deleted';
COMMENT ON FUNCTION private.erase IS 'Deletes at most so many rows of a deleted user or organization from one table, and what refers to them. Returns how many; 0: nothing is left. Raises no_data_found for one that was not deleted';

COMMIT;
