-- What happens to outputs and files, sent through Supabase Realtime to who listens to the topic of their account. Only where
-- it is switched on: triggers and policy are made by private.set_realtime, which `migrate` calls.
-- https://supabase.com/docs/guides/realtime/broadcast

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Nothing that goes wrong here, or waits, is the transaction's concern: a client reads the row anyway.
CREATE OR REPLACE FUNCTION private.broadcast(p_subject UUID, p_more JSONB DEFAULT '{}')
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
SET lock_timeout = '100ms'
AS $$
DECLARE
  subject RECORD;
BEGIN
  SELECT * INTO subject FROM (
    SELECT 'output' AS event, user_id, project_id,
      jsonb_build_object('id', id, 'project_id', project_id, 'kind', kind, 'status', status) AS payload
      FROM public.outputs WHERE id = p_subject
    UNION ALL
    SELECT 'file', user_id, project_id, jsonb_build_object('id', id, 'project_id', project_id, 'status', status)
      FROM public.files WHERE id = p_subject
  ) AS found
  WHERE NOT EXISTS (SELECT FROM private.deleted_projects AS deleted WHERE deleted.project_id = found.project_id);
  IF FOUND THEN
    PERFORM realtime.send(subject.payload || p_more, subject.event, 'account:' || subject.user_id, true);
  END IF;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'nothing was broadcast: %', SQLERRM;
END
$$;

CREATE OR REPLACE FUNCTION private.broadcast_status()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.broadcast(NEW.id);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.broadcast_progress()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM private.broadcast(NEW.subject_id, jsonb_build_object(
    'progress', jsonb_build_object('stage', NEW.stage, 'done', NEW.done, 'total', NEW.total)));
  RETURN NULL;
END
$$;

-- Locks nothing where all is as it is wanted.
CREATE OR REPLACE FUNCTION private.set_realtime(p_on BOOLEAN)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  -- In the order of triggers.sql; written as pg_get_triggerdef writes them.
  triggers CONSTANT TEXT[] := ARRAY[
    'CREATE TRIGGER trg_files_broadcast AFTER UPDATE OF status ON public.files FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION private.broadcast_status()',
    'CREATE TRIGGER trg_job_progress_broadcast AFTER INSERT OR UPDATE ON private.job_progress FOR EACH ROW EXECUTE FUNCTION private.broadcast_progress()',
    'CREATE TRIGGER trg_outputs_broadcast AFTER UPDATE OF status ON public.outputs FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION private.broadcast_status()',
    'CREATE TRIGGER trg_outputs_broadcast_begun AFTER INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.broadcast_status()'
  ];
  wanted TEXT;
  made RECORD;
  has_policy CONSTANT BOOLEAN := EXISTS (SELECT FROM pg_policies
    WHERE schemaname = 'realtime' AND tablename = 'messages' AND policyname = 'account_topic');
BEGIN
  IF p_on AND to_regprocedure('realtime.send(jsonb, text, text, boolean)') IS NULL THEN
    RAISE EXCEPTION 'this database has no Supabase Realtime' USING HINT = 'Deploy with Realtime=off, or switch Realtime on in the Supabase project.';
  END IF;

  FOREACH wanted IN ARRAY CASE WHEN p_on THEN triggers ELSE '{}' END LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal AND pg_get_triggerdef(oid) = wanted) THEN
      EXECUTE overlay(wanted PLACING 'CREATE OR REPLACE' FROM 1 FOR length('CREATE'));
    END IF;
  END LOOP;
  FOR made IN
    SELECT tgname, tgrelid::regclass FROM pg_trigger
    WHERE NOT p_on AND NOT tgisinternal AND pg_get_triggerdef(oid) = ANY (triggers) ORDER BY tgname
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.tgrelid);
  END LOOP;

  -- Who listens is asked for it when they begin, and again with each new token. Nobody sends anything themselves.
  IF p_on AND NOT has_policy THEN
    CREATE POLICY account_topic ON realtime.messages FOR SELECT TO authenticated
      USING (extension = 'broadcast' AND (SELECT realtime.topic()) = 'account:' || (SELECT access.account()));
  ELSIF NOT p_on AND has_policy THEN
    DROP POLICY account_topic ON realtime.messages;
  END IF;
END
$$;

REVOKE ALL ON FUNCTION
  private.broadcast(UUID, JSONB),
  private.broadcast_status(),
  private.broadcast_progress(),
  private.set_realtime(BOOLEAN)
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON FUNCTION private.broadcast IS 'Sends an output ({id, project_id, kind, status}) or a file ({id, project_id, status}), and more of it, to the private topic account:{id}. Warns where that fails';
COMMENT ON FUNCTION private.broadcast_status IS 'Broadcasts an output that has begun, and an output or a file whose status has changed';
COMMENT ON FUNCTION private.broadcast_progress IS 'Broadcasts how far the job of an output or a file is: progress {stage, done, total}';
COMMENT ON FUNCTION private.set_realtime IS 'Has outputs and files broadcast through Supabase Realtime, or no longer. The owner''s, by migrate';

COMMIT;
