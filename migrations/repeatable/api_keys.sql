-- Keys of programs: whether one is good, at the beginning of a request, and their list.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.begin_with_key(
  p_prefix TEXT, p_hash BYTEA, p_user TEXT, p_account TEXT, p_role TEXT
)
RETURNS TEXT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  key RECORD;
  known RECORD;
  -- Both hashes are hashed with random bytes: the time of their comparison tells nothing of the one that is stored.
  blind CONSTANT BYTEA := uuid_send(gen_random_uuid());
  role TEXT;
BEGIN
  SELECT * INTO key FROM private.api_keys WHERE prefix = p_prefix;
  IF NOT FOUND OR sha256(key.hash || blind) <> sha256(p_hash || blind)
    OR key.user_id <> p_account OR key.created_by <> p_user OR key.expires_at <= now()
  THEN
    RAISE EXCEPTION 'this key is none' USING ERRCODE = 'PT401', DETAIL = 'api_key';
  END IF;
  PERFORM private.refuse_deleted(p_user);
  PERFORM private.refuse_deleted(p_account);
  role := CASE WHEN 'write' = ANY (key.scopes) THEN 'member' ELSE 'viewer' END;
  IF p_account <> p_user THEN
    SELECT * INTO known FROM private.memberships WHERE org_id = p_account AND user_id = p_user;
    IF known.removed_at IS NOT NULL THEN
      RAISE EXCEPTION 'this membership has ended' USING ERRCODE = 'PT401', DETAIL = 'membership_ended';
    END IF;
    -- Who may only read by now, has a key that only reads.
    IF known.role = 'viewer' THEN
      role := 'viewer';
    END IF;
  END IF;
  IF NOT (p_role = 'viewer' OR p_role = 'member' AND role = 'member') THEN
    RAISE EXCEPTION 'this needs another role' USING ERRCODE = 'RPROL', DETAIL = p_role;
  END IF;
  PERFORM set_config('request.jwt.claims', jsonb_strip_nulls(jsonb_build_object(
    'sub', p_user, 'role', 'authenticated', 'iat', extract(epoch FROM now())::bigint + 1,
    'o', CASE WHEN p_account <> p_user THEN jsonb_build_object('id', p_account, 'rol', role) END
  ))::text, true);

  -- What was looked up of the membership here is not asked again.
  PERFORM private.keep_caller(p_user, p_account, CASE WHEN p_account = p_user THEN 'admin' ELSE role END);

  IF key.last_used_at IS NULL OR key.last_used_at < now() - INTERVAL '1 minute' THEN
    BEGIN
      UPDATE private.api_keys SET last_used_at = now()
        WHERE id = (SELECT id FROM private.api_keys WHERE id = key.id FOR NO KEY UPDATE SKIP LOCKED);
    EXCEPTION WHEN serialization_failure OR read_only_sql_transaction THEN
      -- Another request has said it, or nothing can be written now: it is said by the next one.
      NULL;
    END;
  END IF;
  RETURN role;
END
$$;

-- A row, without its hash.
CREATE OR REPLACE FUNCTION private.api_key(p_key JSONB)
RETURNS JSONB
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT p_key - 'hash' - 'user_id'
$$;

CREATE OR REPLACE FUNCTION private.create_api_key(
  p_account TEXT, p_user TEXT, p_name TEXT, p_prefix TEXT, p_hash BYTEA, p_scopes TEXT[], p_expires_at TIMESTAMPTZ, p_most INT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  made RECORD;
BEGIN
  -- One after the other, or two would both be the last.
  PERFORM pg_advisory_xact_lock(hashtextextended(jsonb_build_array('api_keys', p_account)::text, 0));
  INSERT INTO private.api_keys (user_id, created_by, name, prefix, hash, scopes, expires_at)
    SELECT p_account, p_user, p_name, p_prefix, p_hash, p_scopes, p_expires_at
    WHERE (SELECT count(*) FROM private.api_keys WHERE user_id = p_account) < p_most
    RETURNING * INTO made;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM private.record_action(p_account, 'api_key.created', made.id::text, p_user);
  RETURN private.api_key(to_jsonb(made));
END
$$;

CREATE OR REPLACE FUNCTION private.list_api_keys(p_account TEXT)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (SELECT coalesce(jsonb_agg(private.api_key(to_jsonb(key)) ORDER BY key.created_at DESC, key.id DESC), '[]')
    FROM private.api_keys AS key WHERE key.user_id = p_account);
END
$$;

CREATE OR REPLACE FUNCTION private.delete_api_key(p_account TEXT, p_id UUID)
RETURNS BOOLEAN
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM private.api_keys WHERE user_id = p_account AND id = p_id;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM private.record_action(p_account, 'api_key.deleted', p_id::text, auth.jwt() ->> 'sub');
  RETURN true;
END
$$;

REVOKE ALL ON FUNCTION
  private.begin_with_key(TEXT, BYTEA, TEXT, TEXT, TEXT),
  private.api_key(JSONB),
  private.create_api_key(TEXT, TEXT, TEXT, TEXT, BYTEA, TEXT[], TIMESTAMPTZ, INT),
  private.list_api_keys(TEXT),
  private.delete_api_key(TEXT, UUID)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.begin_with_key(TEXT, BYTEA, TEXT, TEXT, TEXT),
  private.create_api_key(TEXT, TEXT, TEXT, TEXT, BYTEA, TEXT[], TIMESTAMPTZ, INT),
  private.list_api_keys(TEXT),
  private.delete_api_key(TEXT, UUID)
  TO repostr_api;

COMMENT ON FUNCTION private.begin_with_key IS 'As private.begin_as, for a request with a key. Raises PT401, with the detail api_key where there is no such key, and RPROL';
COMMENT ON FUNCTION private.create_api_key IS 'The new key, without its hash; NULL: the account has so many already';
COMMENT ON FUNCTION private.list_api_keys IS 'An account''s keys, newest first, without their hashes';
COMMENT ON FUNCTION private.delete_api_key IS 'False: the account has no such key';

COMMIT;
