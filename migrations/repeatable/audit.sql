-- Who did what in an account. What users delete through SQL is seen by triggers, and what goes along with a deleted project is not
-- told one by one; functions that pass row-level security say what they do themselves.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.record_action(p_account TEXT, p_action TEXT, p_subject TEXT, p_actor TEXT)
RETURNS VOID
LANGUAGE sql
SET search_path = ''
AS $$
  INSERT INTO private.audit (user_id, actor_id, action, subject_id) VALUES (p_account, p_actor, p_action, p_subject)
$$;

CREATE OR REPLACE FUNCTION private.record_deleted()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  INSERT INTO private.audit (user_id, actor_id, action, subject_id)
    SELECT user_id, auth.jwt() ->> 'sub', TG_ARGV[0], id::text FROM removed;
  RETURN NULL;
END
$$;

-- Each time that work is asked for: it is paid for, whatever comes of it.
CREATE OR REPLACE FUNCTION private.record_job()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- The delivery of a message is nobody's doing, and costs nothing.
  IF num_nonnulls(NEW.output_id, NEW.file_id) = 0 THEN
    RETURN NULL;
  END IF;
  PERFORM private.record_action(NEW.user_id, CASE WHEN NEW.output_id IS NULL THEN 'file.read' ELSE 'output.generated' END,
    coalesce(NEW.output_id, NEW.file_id)::text, NEW.created_by);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.record_membership()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.record_action(NEW.org_id, CASE
      WHEN NEW.removed_at IS NOT NULL THEN 'member.removed'
      WHEN TG_OP = 'INSERT' OR OLD.removed_at IS NOT NULL THEN 'member.added'
      ELSE 'member.changed'
    END, NEW.user_id, NULL);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.record_plan()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM private.record_action(OLD.user_id, 'plan.taken_back', OLD.plan, NULL);
  ELSE
    PERFORM private.record_action(NEW.user_id, 'plan.given', NEW.plan, NULL);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.record_subscription()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.record_action(NEW.user_id, 'subscription.' || NEW.status, NEW.plan, NULL);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.list_audit(p_account TEXT, p_after_at TIMESTAMPTZ, p_after_id UUID, p_limit BIGINT)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  RETURN (
    SELECT coalesce(jsonb_agg(to_jsonb(entry) - 'user_id' ORDER BY at DESC, id DESC), '[]') FROM (
      SELECT * FROM private.audit
      WHERE user_id = p_account AND at <= coalesce(p_after_at, 'infinity') AND (p_after_at IS NULL OR (at, id) < (p_after_at, p_after_id))
      ORDER BY at DESC, id DESC LIMIT p_limit
    ) AS entry
  );
END
$$;

CREATE OR REPLACE FUNCTION private.delete_old_audit(p_days INT, p_limit INT)
RETURNS BIGINT
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  deleted BIGINT;
BEGIN
  -- Whoever calls this takes nothing of the last month.
  DELETE FROM private.audit WHERE id = ANY (ARRAY(
    SELECT id FROM private.audit WHERE at < now() - make_interval(days => greatest(p_days, 31)) ORDER BY at LIMIT p_limit
  ));
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END
$$;

REVOKE ALL ON FUNCTION
  private.record_action(TEXT, TEXT, TEXT, TEXT),
  private.record_deleted(),
  private.record_job(),
  private.record_membership(),
  private.record_plan(),
  private.record_subscription(),
  private.list_audit(TEXT, TIMESTAMPTZ, UUID, BIGINT),
  private.delete_old_audit(INT, INT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION private.list_audit(TEXT, TIMESTAMPTZ, UUID, BIGINT) TO repostr_api;
GRANT EXECUTE ON FUNCTION private.delete_old_audit(INT, INT) TO repostr_worker;

COMMENT ON FUNCTION private.record_action IS 'Enters what somebody did in the account. Without an actor it was none of its people';
COMMENT ON FUNCTION private.record_deleted IS 'Enters what a user deletes, as the action that the trigger names';
COMMENT ON FUNCTION private.list_audit IS 'So many of an account''s entries that are older than the place, newest first';
COMMENT ON FUNCTION private.delete_old_audit IS 'Deletes at most so many entries that are older than so many days. Returns how many';

COMMIT;
