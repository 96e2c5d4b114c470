-- Jobs: made, delivered, cancelled, and outputs that wait for the files they are made from.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

CREATE OR REPLACE FUNCTION private.enqueue(p_output UUID, p_user TEXT, p_request_id TEXT)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  output public.outputs;
BEGIN
  SELECT * INTO output FROM public.outputs WHERE id = p_output AND user_id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such output' USING ERRCODE = 'no_data_found';
  END IF;

  INSERT INTO private.jobs AS job (output_id, user_id, kind, request, request_id)
    VALUES (output.id, output.user_id, output.kind, coalesce(output.request, '{}'), p_request_id)
    ON CONFLICT (output_id) DO UPDATE SET
      kind = excluded.kind,
      request = excluded.request,
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      cancel_requested_at = NULL,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this output has a job that is not over' USING ERRCODE = 'object_in_use';
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION private.delivered(p_output UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.jobs SET deliver_after = now() + INTERVAL '10 minutes'
    WHERE output_id = p_output AND user_id = p_user AND state = 'queued'
$$;

CREATE OR REPLACE FUNCTION private.cancel(p_user TEXT, p_project UUID, p_output UUID)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  ended BOOLEAN;
  output public.outputs;
BEGIN
  PERFORM FROM public.outputs WHERE id = p_output AND project_id = p_project AND user_id = p_user;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  -- The job first and then the row, as the workers lock them. Whoever changes the job's state first has won.
  UPDATE private.jobs SET
      state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
      cancel_requested_at = coalesce(cancel_requested_at, now())
    WHERE output_id = p_output AND user_id = p_user AND state IN ('queued', 'processing')
    RETURNING state = 'cancelled' INTO ended;
  UPDATE public.outputs SET
      status = CASE WHEN coalesce(ended, true) THEN 'cancelled' ELSE status END,
      completed_at = CASE WHEN coalesce(ended, true) THEN now() END,
      cancel_requested_at = coalesce(cancel_requested_at, now())
    WHERE id = p_output AND user_id = p_user AND status IN ('queued', 'processing')
      -- A row that has no job waits for nothing: it ends too.
      AND (ended IS NOT NULL OR NOT EXISTS (
        SELECT FROM private.jobs WHERE output_id = p_output AND state IN ('queued', 'processing')
      ));

  SELECT * INTO output FROM public.outputs WHERE id = p_output AND user_id = p_user;
  RETURN to_jsonb(output);
END
$$;

CREATE OR REPLACE FUNCTION private.wait_for_sources()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  IF NEW.state <> 'queued' OR TG_OP = 'UPDATE' AND OLD.state IN ('queued', 'processing') THEN
    RETURN NEW;
  END IF;
  -- Locked, so that a file which is done at this moment has either been seen to be done, or sees who waits for it.
  NEW.waits_for := ARRAY(
    SELECT job.file_id FROM private.file_jobs AS job
      JOIN public.files AS file ON file.id = job.file_id
      JOIN public.outputs AS output ON output.project_id = file.project_id AND output.user_id = file.user_id
    WHERE output.id = NEW.output_id AND job.state IN ('queued', 'processing')
      AND CASE WHEN jsonb_typeof(NEW.request -> 'file_ids') = 'array' THEN NEW.request -> 'file_ids' ? file.id::text ELSE true END
    FOR SHARE OF job
  );
  IF NEW.waits_for <> '{}' THEN
    NEW.not_before := NEW.deadline_at;
    NEW.deliver_after := NEW.deadline_at;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION private.wake_outputs()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  why JSONB;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'failed' THEN
    SELECT jsonb_build_object('code', 'source_failed', 'retryable', false, 'detail',
        coalesce(filename, 'A source') || ' could not be read: ' || coalesce(error ->> 'detail', 'it has failed.'))
      INTO why FROM public.files WHERE id = NEW.file_id;
  ELSIF TG_OP = 'UPDATE' AND NEW.state <> 'completed' THEN
    RETURN NULL;
  END IF;

  WITH job AS (
    UPDATE private.jobs SET
        waits_for = array_remove(waits_for, OLD.file_id),
        state = CASE WHEN why IS NULL THEN state ELSE 'failed' END,
        not_before = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE not_before END,
        deliver_after = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE deliver_after END
      WHERE user_id = OLD.user_id AND waits_for <> '{}' AND OLD.file_id = ANY (waits_for) AND state = 'queued'
      RETURNING output_id, state
  )
  UPDATE public.outputs AS output SET status = 'failed', error = why, completed_at = now()
    FROM job WHERE output.id = job.output_id AND job.state = 'failed';
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.enqueue_file(p_file UUID, p_user TEXT, p_request_id TEXT, p_etag TEXT)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  UPDATE public.files SET status = 'processing', error = NULL, etag = coalesce(p_etag, etag)
    WHERE id = p_file AND user_id = p_user;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no such file' USING ERRCODE = 'no_data_found';
  END IF;

  INSERT INTO private.file_jobs AS job (file_id, user_id, request_id, etag) VALUES (p_file, p_user, p_request_id, p_etag)
    ON CONFLICT (file_id) DO UPDATE SET
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      -- Of the same object; another begins anew.
      pieces = CASE WHEN job.etag IS NOT DISTINCT FROM excluded.etag THEN job.pieces ELSE '[]' END,
      etag = excluded.etag,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
END
$$;

CREATE OR REPLACE FUNCTION private.file_delivered(p_file UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.file_jobs SET deliver_after = now() + INTERVAL '10 minutes'
    WHERE file_id = p_file AND user_id = p_user AND state = 'queued'
$$;

REVOKE ALL ON FUNCTION
  private.enqueue(UUID, TEXT, TEXT),
  private.delivered(UUID, TEXT),
  private.cancel(TEXT, UUID, UUID),
  private.wait_for_sources(),
  private.wake_outputs(),
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.file_delivered(UUID, TEXT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.enqueue(UUID, TEXT, TEXT),
  private.delivered(UUID, TEXT),
  private.cancel(TEXT, UUID, UUID),
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.file_delivered(UUID, TEXT)
  TO repostr_api;

COMMENT ON FUNCTION private.enqueue IS 'Makes the job of an output, or arms it again once it is over. Raises no_data_found, object_in_use';
COMMENT ON FUNCTION private.delivered IS 'The message is in the queue: maintenance need not send it for ten minutes';
COMMENT ON FUNCTION private.cancel IS 'Ends the job of an output if nobody works on it, else asks its worker to stop. The row after it; NULL: no such output';
COMMENT ON FUNCTION private.enqueue_file IS 'Makes the job of a file, or arms it again once it is over; one that is not over is left alone. Raises no_data_found';
COMMENT ON FUNCTION private.file_delivered IS 'The message is in the queue: maintenance need not send it for ten minutes';

COMMIT;
