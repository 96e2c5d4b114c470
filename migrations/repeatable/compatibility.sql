-- Old names of functions, for the Lambda functions of a deployment before: they run until the new ones have replaced them, and
-- again after a rollback. Each may go, by a migration that drops it, in the release after the one that renamed it.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- From before accounts: whoever asks, asks for themselves.
CREATE OR REPLACE FUNCTION private.admit(p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.admit(p_user, p_user, p_route, p_key, p_hash, p_cost, p_limit);
END
$$;

CREATE OR REPLACE FUNCTION private.settle(p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_status INT, p_headers JSONB, p_body TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT private.settle(p_user, p_user, p_route, p_key, p_hash, p_status, p_headers, p_body)
$$;

CREATE OR REPLACE FUNCTION private.admit_storing(
  p_user TEXT, p_route TEXT, p_key TEXT, p_hash TEXT, p_cost INT, p_limit INT, p_bytes BIGINT
)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.admit_storing(p_user, p_user, p_route, p_key, p_hash, p_cost, p_limit, p_bytes);
END
$$;

CREATE OR REPLACE FUNCTION private.generation_input(p_user TEXT, p_project UUID, p_kind TEXT, p_request JSONB)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.generation_input(p_user, p_project, p_kind, p_request, p_user);
END
$$;

-- From before a project could be restored. What is deleted so can be, too.
CREATE OR REPLACE FUNCTION private.delete_project(p_user TEXT, p_project UUID, p_most INT)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.delete_project(p_user, p_project, 30, p_most);
END
$$;

CREATE OR REPLACE FUNCTION private.wait(p_user TEXT, p_seconds INT, p_most INT)
RETURNS UUID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.acquire_wait_slot(p_user, p_seconds, p_most);
END
$$;

CREATE OR REPLACE FUNCTION private.waited(p_user TEXT, p_token UUID)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.release_wait_slot(p_user, p_token);
END
$$;

CREATE OR REPLACE FUNCTION private.forget_reservations(p_months INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN private.delete_old_reservations(p_months);
END
$$;

REVOKE ALL ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.generation_input(TEXT, UUID, TEXT, JSONB),
  private.delete_project(TEXT, UUID, INT),
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID),
  private.forget_reservations(INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.admit(TEXT, TEXT, TEXT, TEXT, INT, INT),
  private.settle(TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT),
  private.admit_storing(TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT),
  private.generation_input(TEXT, UUID, TEXT, JSONB),
  private.delete_project(TEXT, UUID, INT),
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION
  private.generation_input(TEXT, UUID, TEXT, JSONB),
  private.forget_reservations(INT)
  TO repostr_worker;

COMMENT ON FUNCTION private.admit(TEXT, TEXT, TEXT, TEXT, INT, INT) IS 'For functions from before accounts';
COMMENT ON FUNCTION private.settle(TEXT, TEXT, TEXT, TEXT, INT, JSONB, TEXT) IS 'For functions from before accounts';
COMMENT ON FUNCTION private.admit_storing(TEXT, TEXT, TEXT, TEXT, INT, INT, BIGINT) IS 'For functions from before accounts';
COMMENT ON FUNCTION private.generation_input(TEXT, UUID, TEXT, JSONB) IS 'For functions from before accounts';
COMMENT ON FUNCTION private.delete_project(TEXT, UUID, INT) IS 'For functions from before projects could be restored';
COMMENT ON FUNCTION private.wait IS 'Now acquire_wait_slot';
COMMENT ON FUNCTION private.waited IS 'Now release_wait_slot';
COMMENT ON FUNCTION private.forget_reservations IS 'Now delete_old_reservations';

COMMIT;
