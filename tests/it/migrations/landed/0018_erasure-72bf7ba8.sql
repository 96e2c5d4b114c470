-- What the sign-in service says of users, and those it says are gone: a tombstone keeps them away, and `maintenance`
-- erases what was theirs. Then what administrators look at.

BEGIN;

CREATE TABLE IF NOT EXISTS private.tombstones (
  user_id TEXT PRIMARY KEY,
  deleted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  erased_at TIMESTAMPTZ,
  erase_at TIMESTAMPTZ DEFAULT now()
);
CREATE INDEX IF NOT EXISTS tombstones_erase_at_idx ON private.tombstones (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS private.clerk_users (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE IF NOT EXISTS private.webhook_events (
  id TEXT PRIMARY KEY,
  received_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS webhook_events_received_at_idx ON private.webhook_events (received_at);

ALTER TABLE private.tombstones ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.clerk_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.webhook_events ENABLE ROW LEVEL SECURITY;

-- What was spent stays when its user is gone, without whose it was.
ALTER TABLE private.provider_calls ALTER COLUMN user_id DROP NOT NULL;

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

CREATE OR REPLACE TRIGGER trg_profiles_keep_deleted_out BEFORE INSERT ON public.profiles
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_projects_keep_deleted_out BEFORE INSERT ON public.projects
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_files_keep_deleted_out BEFORE INSERT ON public.files
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_outputs_keep_deleted_out BEFORE INSERT ON public.outputs
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_templates_keep_deleted_out BEFORE INSERT ON public.templates
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_subscriptions_keep_deleted_out BEFORE INSERT ON private.subscriptions
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();
CREATE OR REPLACE TRIGGER trg_clerk_users_keep_deleted_out BEFORE INSERT ON private.clerk_users
  FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out();

-- A worker that was at it when its user went still has to say what it spent.
CREATE OR REPLACE FUNCTION private.forget_whose()
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

CREATE OR REPLACE TRIGGER trg_provider_calls_forget_whose BEFORE INSERT ON private.provider_calls
  FOR EACH ROW EXECUTE FUNCTION private.forget_whose();

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

CREATE OR REPLACE TRIGGER trg_profiles_remember_name AFTER INSERT ON public.profiles
  FOR EACH ROW EXECUTE FUNCTION private.remember_name();

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

  -- Every table that says whose its rows are and can find them by it; what can't goes along with one that can. What
  -- others refer to comes last, so that one statement never takes much along.
  FOR tab IN
    SELECT c.oid::regclass
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id' AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'private'::regnamespace)
      AND c.oid NOT IN ('private.tombstones'::regclass, 'private.provider_calls'::regclass)
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
  RETURN erased;
END
$$;

-- For erasure, and for administrators: lists over all users, and what failed or was spent of late.
CREATE INDEX IF NOT EXISTS outputs_archive_user_id_idx ON public.outputs_archive (user_id);
CREATE INDEX IF NOT EXISTS profiles_keyset_idx ON public.profiles (created_at DESC, (md5(user_id)::uuid) DESC);
CREATE INDEX IF NOT EXISTS projects_created_at_idx ON public.projects (created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS outputs_failed_idx ON public.outputs (completed_at) WHERE status = 'failed';
CREATE INDEX IF NOT EXISTS provider_calls_created_at_idx ON private.provider_calls (created_at);

REVOKE ALL ON TABLE private.tombstones, private.clerk_users, private.webhook_events
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, UPDATE (erased_at, erase_at) ON private.tombstones TO repostr_worker;
GRANT SELECT, DELETE ON private.webhook_events TO repostr_worker;
DROP POLICY IF EXISTS tombstones_worker_all ON private.tombstones;
CREATE POLICY tombstones_worker_all ON private.tombstones TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS webhook_events_worker_all ON private.webhook_events;
CREATE POLICY webhook_events_worker_all ON private.webhook_events TO repostr_worker USING (true) WITH CHECK (true);

REVOKE ALL ON FUNCTION
  private.refuse_deleted(TEXT),
  private.keep_deleted_out(),
  private.forget_whose(),
  private.remember_name(),
  private.user_changed(TEXT, TEXT, TEXT, TIMESTAMPTZ),
  private.user_deleted(TEXT, TEXT),
  private.erase(TEXT, INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.refuse_deleted(TEXT) TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.refuse_deleted(TEXT),
  private.user_changed(TEXT, TEXT, TEXT, TIMESTAMPTZ),
  private.user_deleted(TEXT, TEXT),
  private.erase(TEXT, INT)
  TO repostr_worker;

COMMENT ON TABLE private.tombstones IS 'Users who were deleted. Kept for ever: no token and no late event brings one back';
COMMENT ON COLUMN private.tombstones.erased_at IS 'When nothing of theirs was left, at last';
COMMENT ON COLUMN private.tombstones.erase_at IS 'When to look (again) for what is theirs. NULL: never again';
COMMENT ON TABLE private.clerk_users IS 'What Clerk said last of each user, to know it from what users say themselves';
COMMENT ON TABLE private.webhook_events IS 'Ids of events that were worked off. No user in it';
COMMENT ON COLUMN private.provider_calls.user_id IS 'NULL: of a user who was deleted since';
COMMENT ON FUNCTION private.refuse_deleted IS 'Raises PT401 where the user was deleted. Goes along with the first message of every request';
COMMENT ON FUNCTION private.user_changed IS 'Clerk''s user.created and user.updated. Raises PT401 where the user was deleted';
COMMENT ON FUNCTION private.user_deleted IS 'Clerk''s user.deleted';
COMMENT ON FUNCTION private.erase IS 'Erases at most so many rows of one table of a deleted user, and what hangs from them. How many; 0: nothing is left. Raises no_data_found';

INSERT INTO public.schema_versions (version) VALUES ('1.17.0') ON CONFLICT DO NOTHING;

COMMIT;
