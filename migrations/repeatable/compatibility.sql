-- Old names of functions, for the Lambda functions of a deployment before: they run until the new ones have replaced them, and
-- again after a rollback. Each may go, by a migration that drops it, in the release after the one that renamed it.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

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
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID),
  private.forget_reservations(INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID)
  TO repostr_api;
GRANT EXECUTE ON FUNCTION private.forget_reservations(INT) TO repostr_worker;

COMMENT ON FUNCTION private.wait IS 'Now acquire_wait_slot';
COMMENT ON FUNCTION private.waited IS 'Now release_wait_slot';
COMMENT ON FUNCTION private.forget_reservations IS 'Now delete_old_reservations';

COMMIT;
