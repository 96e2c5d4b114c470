-- What happens to outputs and files, sent through Supabase Realtime to who listens to the topic of their account. Only where
-- it is switched on: triggers and policy are made by private.set_realtime, which `migrate` calls.
-- https://supabase.com/docs/guides/realtime/broadcast

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Nothing that goes wrong here, or waits, is the transaction's concern: a client reads the row anyway.
CREATE OR REPLACE FUNCTION private.broadcast(p_user TEXT, p_event TEXT, p_payload JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
SET lock_timeout = '100ms'
AS $$
BEGIN
  PERFORM realtime.send(p_payload, p_event, 'account:' || p_user, true);
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'nothing was broadcast: %', SQLERRM;
END
$$;

CREATE OR REPLACE FUNCTION private.broadcast_output()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM private.deleted_projects WHERE project_id = NEW.project_id) THEN
    PERFORM private.broadcast(NEW.user_id, 'output', jsonb_build_object(
      'id', NEW.id, 'project_id', NEW.project_id, 'kind', NEW.kind, 'status', NEW.status));
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.broadcast_file()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM private.deleted_projects WHERE project_id = NEW.project_id) THEN
    PERFORM private.broadcast(NEW.user_id, 'file', jsonb_build_object(
      'id', NEW.id, 'project_id', NEW.project_id, 'status', NEW.status));
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.broadcast_progress()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  progress CONSTANT JSONB := jsonb_build_object('stage', NEW.stage, 'done', NEW.done, 'total', NEW.total);
  output public.outputs;
  file public.files;
BEGIN
  SELECT * INTO output FROM public.outputs WHERE id = NEW.subject_id;
  IF FOUND THEN
    PERFORM private.broadcast(output.user_id, 'output', jsonb_build_object('id', output.id,
      'project_id', output.project_id, 'kind', output.kind, 'status', output.status, 'progress', progress));
    RETURN NULL;
  END IF;
  SELECT * INTO file FROM public.files WHERE id = NEW.subject_id;
  IF FOUND THEN
    PERFORM private.broadcast(file.user_id, 'file', jsonb_build_object('id', file.id,
      'project_id', file.project_id, 'status', file.status, 'progress', progress));
  END IF;
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
    'CREATE TRIGGER trg_files_broadcast AFTER UPDATE OF status ON public.files FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION private.broadcast_file()',
    'CREATE TRIGGER trg_job_progress_broadcast AFTER INSERT OR UPDATE ON private.job_progress FOR EACH ROW EXECUTE FUNCTION private.broadcast_progress()',
    'CREATE TRIGGER trg_outputs_broadcast AFTER UPDATE OF status ON public.outputs FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION private.broadcast_output()',
    'CREATE TRIGGER trg_outputs_broadcast_begun AFTER INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.broadcast_output()'
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
  private.broadcast(TEXT, TEXT, JSONB),
  private.broadcast_output(),
  private.broadcast_file(),
  private.broadcast_progress(),
  private.set_realtime(BOOLEAN)
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON FUNCTION private.broadcast IS 'Sends to account:{id} what is private to it, or warns';
COMMENT ON FUNCTION private.broadcast_output IS 'Broadcasts an output that has begun or whose status has changed: {id, project_id, kind, status}';
COMMENT ON FUNCTION private.broadcast_file IS 'Broadcasts a file whose status has changed: {id, project_id, status}';
COMMENT ON FUNCTION private.broadcast_progress IS 'Broadcasts how far the job of an output or a file is: the same with progress {stage, done, total}';
COMMENT ON FUNCTION private.set_realtime IS 'Has outputs and files broadcast through Supabase Realtime, or no longer. The owner''s, by migrate';

COMMIT;
