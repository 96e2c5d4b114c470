-- What moves a job on. A worker changes the row of private.jobs; everything that follows from that happens here, so that no
-- statement can forget it: the row that its user sees, its place in the quota, and the outputs that wait for a file.
--
-- A kind of work has its column in is_job_of and subject_of, and a branch in each of job_input, store_result and show_job.
--
-- Whoever locks several rows locks a project before its jobs, the jobs of files before those of outputs, and a job before its
-- output or file: no two wait for each other. A worker has its job first, so a deletion must have it first, too.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- A function of the form RETURN is bound to what it names when it is made, and needs no search_path; with one it wouldn't be inlined,
-- and each condition with it would read all jobs.
CREATE OR REPLACE FUNCTION private.is_job_of(p_job private.jobs, p_subject UUID)
RETURNS BOOLEAN
LANGUAGE sql
IMMUTABLE
RETURN p_job.output_id = p_subject OR p_job.file_id = p_subject OR p_job.delivery_id = p_subject;

CREATE OR REPLACE FUNCTION private.subject_of(p_job private.jobs)
RETURNS UUID
LANGUAGE sql
IMMUTABLE
RETURN coalesce(p_job.output_id, p_job.file_id, p_job.delivery_id);

-- What the segments of a text are, without their words: role, speaker, characters. Those from before roles were kept are
-- paragraphs, or what somebody says.
CREATE OR REPLACE FUNCTION private.parts(p_segments JSONB)
RETURNS JSONB
LANGUAGE sql
IMMUTABLE
SET search_path = ''
AS $$
  SELECT jsonb_agg(jsonb_build_array(
    coalesce(segment ->> 'role', CASE WHEN segment ? 'start' THEN 'turn' ELSE 'paragraph' END),
    segment -> 'speaker', coalesce(length(segment ->> 'text'), 0)) ORDER BY number)
  FROM jsonb_array_elements(p_segments) WITH ORDINALITY AS part (segment, number)
$$;

-- What a generation reads, for the worker that writes and for the dry run that only says what would be asked. Profiles are
-- persons': in an organization's account the wishes of who asks are kept to.
CREATE OR REPLACE FUNCTION private.generation_input(p_user TEXT, p_project UUID, p_kind TEXT, p_request JSONB, p_person TEXT)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT jsonb_build_object(
    'kind', p_kind, 'request', p_request, 'project_title', project.title,
    'tone_of_voice', profile.tone_of_voice, 'preferences', profile.preferences,
    'templates', coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', id, 'type', type, 'prompt', prompt) ORDER BY type)
      FROM (
        SELECT DISTINCT ON (type) id, type, prompt FROM public.templates
        WHERE user_id IN ('system', p_user)
          AND CASE WHEN p_request ->> 'template_id' IS NULL THEN user_id = 'system' ELSE id = (p_request ->> 'template_id')::uuid END
        ORDER BY type, created_at, id
      ) AS template
    ), '[]'),
    'files', coalesce((
      SELECT jsonb_agg(jsonb_build_object('id', id, 'path', path, 'filename', filename, 'size_bytes', size_bytes,
          'sha256', sha256, 'etag', etag, 'status', status, 'error', error,
          -- As much as one generation reads, as models::limits has it too.
          'text', CASE WHEN text_bytes <= 8 * 1024 * 1024 THEN text END,
          'parts', CASE WHEN text_bytes <= 8 * 1024 * 1024 THEN private.parts(segments) END,
          'text_version', text_version,
          'text_bytes', CASE WHEN text IS NOT NULL THEN text_bytes END) ORDER BY created_at, id)
      FROM (
        SELECT file.*, said.text, said.segments, said.version AS text_version,
          sum(octet_length(said.text)) OVER (ORDER BY file.created_at, file.id) AS text_bytes
        FROM public.files AS file
          LEFT JOIN public.transcriptions AS said ON said.file_id = file.id AND said.user_id = file.user_id
        WHERE file.project_id = project.id AND file.user_id = project.user_id
          AND CASE WHEN jsonb_typeof(p_request -> 'file_ids') = 'array' THEN p_request -> 'file_ids' ? file.id::text
                   ELSE file.status = 'ready' END
      ) AS source
    ), '[]')
  )
  FROM public.projects AS project LEFT JOIN public.profiles AS profile ON profile.user_id = coalesce(p_person, project.user_id)
  WHERE project.id = p_project AND project.user_id = p_user
$$;

CREATE OR REPLACE FUNCTION private.job_input(p_job private.jobs)
RETURNS JSONB
LANGUAGE plpgsql
STABLE
SET search_path = ''
AS $$
BEGIN
  CASE p_job.work
    WHEN 'generation' THEN
      RETURN (SELECT private.generation_input(p_job.user_id, project_id, p_job.kind::text, p_job.request, p_job.created_by)
        FROM public.outputs WHERE id = p_job.output_id);
    WHEN 'ingestion' THEN
      RETURN (SELECT jsonb_build_object('path', path, 'filename', filename, 'etag', p_job.request ->> 'etag',
          'import', CASE WHEN size_bytes IS NULL AND source_url IS NOT NULL
            THEN jsonb_build_object('url', source_url, 'episode', source_episode) END,
          'vocabulary', vocabulary, 'preferences', profile.preferences)
        FROM public.files AS file
          LEFT JOIN public.profiles AS profile ON profile.user_id = coalesce(p_job.created_by, file.user_id)
        WHERE file.id = p_job.file_id);
    WHEN 'delivery' THEN
      RETURN (SELECT jsonb_build_object('endpoint_id', endpoint.id, 'url', endpoint.url,
          'secrets', (
            SELECT jsonb_agg(replace(encode(secret, 'base64'), E'\n', '') ORDER BY number)
            FROM unnest(ARRAY[endpoint.secret, CASE WHEN endpoint.previous_secret_until > now() THEN endpoint.previous_secret END])
              WITH ORDINALITY AS secrets (secret, number)
            WHERE secret IS NOT NULL),
          'message_id', message.id, 'type', message.type, 'data', message.data, 'created_at', message.created_at)
        FROM private.webhook_deliveries AS delivery
          JOIN private.webhook_endpoints AS endpoint ON endpoint.id = delivery.endpoint_id
          JOIN private.webhook_messages AS message ON message.id = delivery.message_id
        WHERE delivery.id = p_job.delivery_id);
  END CASE;
END
$$;

-- Whether what a text was written from went, or became another since.
CREATE OR REPLACE FUNCTION private.is_stale(p_metadata JSONB)
RETURNS BOOLEAN
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT EXISTS (
    SELECT FROM jsonb_to_recordset(p_metadata -> 'sources') AS used (file_id UUID, sha256 TEXT, text_version INT)
      LEFT JOIN public.files AS file ON file.id = used.file_id
      LEFT JOIN public.transcriptions AS said ON said.file_id = used.file_id
    WHERE file.id IS NULL OR file.sha256 <> used.sha256 OR said.version <> used.text_version
  ) OR p_metadata ->> 'template_id' IS NOT NULL AND NOT EXISTS (
    SELECT FROM public.templates AS template, encode(sha256(convert_to(template.prompt, 'UTF8')), 'hex') AS present
    WHERE template.id = (p_metadata ->> 'template_id')::uuid
      AND present = coalesce(p_metadata ->> 'template_sha256', present)
  )
$$;

CREATE OR REPLACE FUNCTION private.store_output(p_job private.jobs, p_result JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  written CONSTANT JSONB := p_result -> 'metadata';
  stored public.outputs;
BEGIN
  UPDATE public.outputs SET status = 'completed', body = p_result ->> 'body', metadata = written, error = NULL,
      completed_at = now(), version = version + 1,
      stale = private.is_stale(written)
    WHERE id = p_job.output_id
    RETURNING * INTO stored;
  INSERT INTO public.output_versions (output_id, user_id, version, reason)
    VALUES (stored.id, stored.user_id, stored.version, CASE stored.version WHEN 1 THEN 'generated' ELSE 'regenerated' END)
    -- There already where somebody has set the status past our code: then it was taken for an edit.
    ON CONFLICT DO NOTHING;
END
$$;

CREATE OR REPLACE FUNCTION private.store_transcription(p_job private.jobs, p_result JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  INSERT INTO public.transcriptions (file_id, user_id, language, duration_seconds, text, word_count, segments, provider, model)
    SELECT p_job.file_id, p_job.user_id, language, duration_seconds, text, word_count, segments, provider, model
    FROM jsonb_to_record(p_result) AS result (language TEXT, duration_seconds DOUBLE PRECISION, text TEXT, word_count INT,
      segments JSONB, provider TEXT, model TEXT)
    ON CONFLICT (file_id) DO UPDATE SET language = excluded.language, duration_seconds = excluded.duration_seconds,
      text = excluded.text, word_count = excluded.word_count, segments = excluded.segments, provider = excluded.provider,
      model = excluded.model, created_at = now();
  UPDATE public.files SET sha256 = p_result ->> 'sha256' WHERE id = p_job.file_id;
END
$$;

-- What was found at a file's address, under the job's lease. False: the lease was lost.
CREATE OR REPLACE FUNCTION private.store_import(p_attempt JSONB, p_found JSONB, p_quotas BOOLEAN)
RETURNS BOOLEAN
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  job private.jobs;
BEGIN
  SELECT * INTO job FROM private.jobs
    WHERE file_id = (p_attempt ->> 'file_id')::uuid AND state = 'processing'
      AND lease_token = (p_attempt ->> 'claim_token')::uuid
    FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  -- Sent again because its receipt got lost, it is there already.
  IF EXISTS (SELECT FROM public.files WHERE id = job.file_id AND size_bytes IS NOT NULL) THEN
    RETURN true;
  END IF;
  IF p_quotas THEN
    PERFORM private.check_quota(job.user_id, 'storage_bytes', (p_found ->> 'size_bytes')::bigint);
  END IF;
  UPDATE public.files SET path = found.path, filename = found.filename, mime_type = found.mime_type,
      size_bytes = found.size_bytes, public_url = found.public_url, sha256 = found.sha256
    FROM jsonb_to_record(p_found) AS found (path TEXT, filename TEXT, mime_type TEXT, size_bytes BIGINT, public_url TEXT,
      sha256 TEXT)
    WHERE id = job.file_id;
  RETURN true;
END
$$;

CREATE OR REPLACE FUNCTION private.store_result(p_job private.jobs, p_result JSONB)
RETURNS VOID
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  CASE p_job.work
    WHEN 'generation' THEN PERFORM private.store_output(p_job, p_result);
    WHEN 'ingestion' THEN PERFORM private.store_transcription(p_job, p_result);
    WHEN 'delivery' THEN
      UPDATE private.webhook_deliveries SET status_code = (p_result ->> 'status_code')::int, delivered_at = now()
        WHERE id = p_job.delivery_id;
  END CASE;
END
$$;

-- Enters calls, or completes the entries of those that are about to be sent. A claim's entries are final when none of them
-- is unanswered: sent again because a receipt got lost, they are the same calls.
CREATE OR REPLACE FUNCTION private.enter_calls(p_attempt JSONB, p_calls JSONB, p_superseded BOOLEAN)
RETURNS VOID
LANGUAGE sql
SET search_path = ''
AS $$
  INSERT INTO private.provider_calls (output_id, file_id, user_id, attempt, claim_token, number, provider, model,
      prompt_tokens, completion_tokens, cost_micros, duration_ms, outcome)
    SELECT attempt.*, number, provider, model, prompt_tokens, completion_tokens, cost_micros, duration_ms,
      CASE WHEN p_superseded THEN 'superseded' ELSE outcome END
    FROM jsonb_to_record(p_attempt) AS attempt (output_id UUID, file_id UUID, user_id TEXT, attempt INT, claim_token UUID),
      jsonb_to_recordset(p_calls) AS call (number INT, provider TEXT, model TEXT, prompt_tokens BIGINT,
        completion_tokens BIGINT, cost_micros BIGINT, duration_ms BIGINT, outcome TEXT)
    ORDER BY number
    ON CONFLICT (claim_token, number) DO UPDATE SET prompt_tokens = excluded.prompt_tokens,
      completion_tokens = excluded.completion_tokens, cost_micros = excluded.cost_micros,
      duration_ms = excluded.duration_ms, outcome = excluded.outcome
    WHERE EXISTS (
      SELECT FROM private.provider_calls WHERE claim_token = (p_attempt ->> 'claim_token')::uuid AND outcome = 'unanswered'
    )
$$;

CREATE OR REPLACE FUNCTION private.complete_job(p_attempt JSONB, p_result JSONB, p_calls JSONB)
RETURNS BOOLEAN
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  subject CONSTANT UUID := private.subject_of(jsonb_populate_record(NULL::private.jobs, p_attempt));
  job private.jobs;
  held BOOLEAN;
BEGIN
  SELECT * INTO job FROM private.jobs
    WHERE private.is_job_of(jobs, subject) AND state = 'processing'
      AND lease_token = (p_attempt ->> 'claim_token')::uuid
    FOR UPDATE;
  held := FOUND;
  IF held THEN
    PERFORM private.store_result(job, p_result);
    UPDATE private.jobs SET state = 'completed', lease_token = NULL, lease_expires_at = NULL, progress = '[]', error = NULL
      WHERE private.is_job_of(jobs, subject);
  END IF;
  -- A worker that asks nobody may not write in the ledger.
  IF p_calls <> '[]' THEN
    PERFORM private.enter_calls(p_attempt, p_calls, NOT held);
  END IF;
  RETURN held;
END
$$;

-- The row that its user sees follows the job. One that says it already is left alone: workers from before write both.
CREATE OR REPLACE FUNCTION private.show_job()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  over CONSTANT BOOLEAN := NEW.state NOT IN ('queued', 'processing');
  tries CONSTANT INT := NEW.attempts + NEW.postponed;
  file_status CONSTANT TEXT := CASE NEW.state WHEN 'completed' THEN 'ready' WHEN 'failed' THEN 'failed' ELSE 'processing' END;
BEGIN
  CASE NEW.work
    WHEN 'generation' THEN
      UPDATE public.outputs SET
          status = NEW.state::public.output_status,
          attempts = CASE NEW.state WHEN 'processing' THEN tries ELSE attempts END,
          started_at = CASE NEW.state WHEN 'processing' THEN coalesce(started_at, now()) ELSE started_at END,
          completed_at = CASE WHEN over THEN coalesce(completed_at, now()) END,
          cancel_requested_at = NEW.cancel_requested_at,
          error = CASE WHEN NEW.error IS DISTINCT FROM OLD.error THEN NEW.error ELSE error END
        WHERE id = NEW.output_id AND NOT (
          status = NEW.state::public.output_status
          AND (NEW.state <> 'processing' OR attempts = tries AND started_at IS NOT NULL)
          AND (completed_at IS NOT NULL) = over
          AND cancel_requested_at IS NOT DISTINCT FROM NEW.cancel_requested_at
          AND (NEW.error IS NOT DISTINCT FROM OLD.error OR error IS NOT DISTINCT FROM NEW.error)
        );
    WHEN 'ingestion' THEN
      UPDATE public.files SET
          status = file_status,
          error = CASE WHEN NEW.error IS DISTINCT FROM OLD.error THEN NEW.error ELSE error END
        WHERE id = NEW.file_id AND NOT (
          status = file_status
          AND (NEW.error IS NOT DISTINCT FROM OLD.error OR error IS NOT DISTINCT FROM NEW.error)
        );
    WHEN 'delivery' THEN
      PERFORM private.note_delivery(OLD, NEW);
  END CASE;
  RETURN NULL;
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
    SELECT job.file_id FROM private.jobs AS job
      JOIN public.files AS file ON file.id = job.file_id
      JOIN public.outputs AS output ON output.project_id = file.project_id AND output.user_id = file.user_id
    WHERE output.id = NEW.output_id AND job.file_id IS NOT NULL AND job.state IN ('queued', 'processing')
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

-- What was kept of an output's job is of use until the job is over. Of a file's it is kept for the case that the same file is
-- read again.
CREATE OR REPLACE FUNCTION private.forget_progress()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  NEW.progress := '[]';
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

  UPDATE private.jobs SET
      waits_for = array_remove(waits_for, OLD.file_id),
      state = CASE WHEN why IS NULL THEN state ELSE 'failed' END,
      error = coalesce(why, error),
      not_before = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE not_before END,
      deliver_after = CASE WHEN why IS NULL AND waits_for = ARRAY[OLD.file_id] THEN now() ELSE deliver_after END
    WHERE user_id = OLD.user_id AND waits_for <> '{}' AND OLD.file_id = ANY (waits_for) AND state = 'queued';
  RETURN NULL;
END
$$;

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

  INSERT INTO private.jobs AS job (work, output_id, user_id, created_by, kind, request, request_id)
    VALUES ('generation', output.id, output.user_id, auth.jwt() ->> 'sub', output.kind, coalesce(output.request, '{}'), p_request_id)
    ON CONFLICT (output_id) DO UPDATE SET
      created_by = excluded.created_by,
      kind = excluded.kind,
      request = excluded.request,
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      postponed = excluded.postponed,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      cancel_requested_at = NULL,
      progress = excluded.progress,
      error = NULL,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'this output has a job that is not over' USING ERRCODE = 'object_in_use';
  END IF;
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

  INSERT INTO private.jobs AS job (work, file_id, user_id, created_by, request, request_id)
    VALUES ('ingestion', p_file, p_user, auth.jwt() ->> 'sub', jsonb_build_object('etag', p_etag), p_request_id)
    ON CONFLICT (file_id) WHERE file_id IS NOT NULL DO UPDATE SET
      created_by = excluded.created_by,
      request_id = excluded.request_id,
      state = excluded.state,
      attempts = excluded.attempts,
      max_attempts = excluded.max_attempts,
      postponed = excluded.postponed,
      lease_token = NULL,
      lease_expires_at = NULL,
      not_before = excluded.not_before,
      deliver_after = excluded.deliver_after,
      deadline_at = excluded.deadline_at,
      -- Of the same object; another begins anew.
      progress = CASE WHEN job.request = excluded.request THEN job.progress ELSE '[]' END,
      request = excluded.request,
      error = NULL,
      created_at = excluded.created_at
    WHERE job.state NOT IN ('queued', 'processing');
END
$$;

CREATE OR REPLACE FUNCTION private.published(p_subject UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  UPDATE private.jobs SET deliver_after = now() + INTERVAL '10 minutes'
    WHERE private.is_job_of(jobs, p_subject) AND user_id = p_user AND state = 'queued'
      -- A worker may have had it already, and put it off.
      AND not_before <= now()
$$;

-- By these names functions from before ask for it.
CREATE OR REPLACE FUNCTION private.delivered(p_output UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT private.published(p_output, p_user)
$$;

CREATE OR REPLACE FUNCTION private.file_delivered(p_file UUID, p_user TEXT)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT private.published(p_file, p_user)
$$;

-- For a transaction that goes on to lock, delete or queue the job's output or file.
CREATE OR REPLACE FUNCTION private.hold_job(p_user TEXT, p_subject UUID)
RETURNS VOID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM FROM public.projects WHERE user_id = p_user AND id IN (
    SELECT project_id FROM public.outputs WHERE id = p_subject AND user_id = p_user
    UNION ALL SELECT project_id FROM public.files WHERE id = p_subject AND user_id = p_user
  ) FOR KEY SHARE;
  PERFORM FROM private.jobs
    WHERE private.is_job_of(jobs, p_subject) AND user_id = p_user FOR UPDATE;
END
$$;

CREATE OR REPLACE FUNCTION private.delete_outputs(p_ids UUID[])
RETURNS BIGINT
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  deleted BIGINT;
BEGIN
  DELETE FROM private.jobs WHERE output_id = ANY (p_ids);
  DELETE FROM public.outputs WHERE id = ANY (p_ids);
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END
$$;

CREATE OR REPLACE FUNCTION private.delete_files(p_ids UUID[])
RETURNS BIGINT
LANGUAGE plpgsql
SET search_path = ''
AS $$
DECLARE
  deleted BIGINT;
BEGIN
  DELETE FROM private.jobs WHERE file_id = ANY (p_ids);
  DELETE FROM public.files WHERE id = ANY (p_ids);
  GET DIAGNOSTICS deleted = ROW_COUNT;
  RETURN deleted;
END
$$;

CREATE OR REPLACE FUNCTION private.delete_jobs_first()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  PERFORM FROM private.jobs WHERE file_id IN (SELECT id FROM public.files WHERE project_id = OLD.id) FOR UPDATE;
  -- Before those of files, so that none of them is told that its file is gone.
  DELETE FROM private.jobs WHERE output_id IN (SELECT id FROM public.outputs WHERE project_id = OLD.id);
  DELETE FROM private.jobs WHERE file_id IN (SELECT id FROM public.files WHERE project_id = OLD.id);
  RETURN OLD;
END
$$;

CREATE OR REPLACE FUNCTION private.cancel(p_user TEXT, p_project UUID, p_output UUID)
RETURNS JSONB
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  output public.outputs;
BEGIN
  PERFORM FROM public.outputs WHERE id = p_output AND project_id = p_project AND user_id = p_user
    AND NOT EXISTS (SELECT FROM private.deleted_projects WHERE deleted_projects.project_id = p_project);
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;

  -- The job first and then the row, as the workers lock them. Whoever changes the job's state first has won.
  UPDATE private.jobs SET
      state = CASE state WHEN 'queued' THEN 'cancelled' ELSE state END,
      cancel_requested_at = coalesce(cancel_requested_at, now())
    WHERE output_id = p_output AND user_id = p_user AND state IN ('queued', 'processing');
  IF NOT FOUND THEN
    -- A row that has no job waits for nothing: it ends too.
    UPDATE public.outputs SET status = 'cancelled', completed_at = now(),
        cancel_requested_at = coalesce(cancel_requested_at, now())
      WHERE id = p_output AND user_id = p_user AND status IN ('queued', 'processing')
        AND NOT EXISTS (SELECT FROM private.jobs WHERE output_id = p_output AND state IN ('queued', 'processing'));
  END IF;

  SELECT * INTO output FROM public.outputs WHERE id = p_output AND user_id = p_user;
  RETURN CASE WHEN FOUND THEN to_jsonb(output) || jsonb_build_object('deliveries', private.made_deliveries(p_user)) END;
END
$$;

REVOKE ALL ON FUNCTION
  private.is_job_of(private.jobs, UUID),
  private.subject_of(private.jobs),
  private.parts(JSONB),
  private.generation_input(TEXT, UUID, TEXT, JSONB, TEXT),
  private.job_input(private.jobs),
  private.is_stale(JSONB),
  private.store_output(private.jobs, JSONB),
  private.store_transcription(private.jobs, JSONB),
  private.store_import(JSONB, JSONB, BOOLEAN),
  private.store_result(private.jobs, JSONB),
  private.enter_calls(JSONB, JSONB, BOOLEAN),
  private.complete_job(JSONB, JSONB, JSONB),
  private.show_job(),
  private.published(UUID, TEXT),
  private.enqueue(UUID, TEXT, TEXT),
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.delivered(UUID, TEXT),
  private.file_delivered(UUID, TEXT),
  private.cancel(TEXT, UUID, UUID),
  private.hold_job(TEXT, UUID),
  private.delete_outputs(UUID[]),
  private.delete_files(UUID[]),
  private.delete_jobs_first(),
  private.wait_for_sources(),
  private.forget_progress(),
  private.wake_outputs()
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.is_job_of(private.jobs, UUID),
  private.subject_of(private.jobs)
  TO repostr_worker, repostr_delivery;
GRANT EXECUTE ON FUNCTION
  private.generation_input(TEXT, UUID, TEXT, JSONB, TEXT),
  private.job_input(private.jobs),
  private.is_stale(JSONB),
  private.store_output(private.jobs, JSONB),
  private.store_transcription(private.jobs, JSONB),
  private.store_import(JSONB, JSONB, BOOLEAN),
  private.store_result(private.jobs, JSONB),
  private.enter_calls(JSONB, JSONB, BOOLEAN),
  private.complete_job(JSONB, JSONB, JSONB)
  TO repostr_worker;
GRANT EXECUTE ON FUNCTION
  private.job_input(private.jobs),
  private.store_result(private.jobs, JSONB),
  private.complete_job(JSONB, JSONB, JSONB)
  TO repostr_delivery;
GRANT EXECUTE ON FUNCTION
  private.generation_input(TEXT, UUID, TEXT, JSONB, TEXT),
  private.published(UUID, TEXT),
  private.enqueue(UUID, TEXT, TEXT),
  private.enqueue_file(UUID, TEXT, TEXT, TEXT),
  private.delivered(UUID, TEXT),
  private.file_delivered(UUID, TEXT),
  private.cancel(TEXT, UUID, UUID),
  private.hold_job(TEXT, UUID)
  TO repostr_api;

COMMENT ON FUNCTION private.is_job_of IS 'Whether a job is that of a subject, by an index';
COMMENT ON FUNCTION private.subject_of IS 'The id of what a job works on';
COMMENT ON FUNCTION private.enqueue IS 'Makes the job of an output, or arms it again once it is over. Raises no_data_found, object_in_use';
COMMENT ON FUNCTION private.cancel IS 'Ends the job of an output if nobody works on it, else asks its worker to stop. The row after it, with the deliveries that tell of it; NULL: no such output';
COMMENT ON FUNCTION private.hold_job IS 'Locks the job of a user''s output or file, if it has one, until the transaction ends';
COMMENT ON FUNCTION private.delete_outputs IS 'Deletes outputs, their jobs first. Returns how many';
COMMENT ON FUNCTION private.delete_files IS 'Deletes files, their jobs first. Returns how many';
COMMENT ON FUNCTION private.delete_jobs_first IS 'Deletes the jobs of a project before its outputs and files go';
COMMENT ON FUNCTION private.enqueue_file IS 'Makes the job of a file, or arms it again once it is over; one that is not over is left alone. Raises no_data_found';
COMMENT ON FUNCTION private.delivered IS 'private.published, for functions from before';
COMMENT ON FUNCTION private.file_delivered IS 'private.published, for functions from before';
COMMENT ON FUNCTION private.generation_input(TEXT, UUID, TEXT, JSONB, TEXT) IS 'What a generation reads. NULL: the user has no such project';
COMMENT ON FUNCTION private.job_input IS 'What a job''s work needs beyond the job';
COMMENT ON FUNCTION private.store_import IS 'Writes what was found at a file''s address. False: the lease was lost. Raises RP402 where the plan has no room for it';
COMMENT ON FUNCTION private.store_result IS 'Writes what came of a job, by its kind of work';
COMMENT ON FUNCTION private.complete_job IS 'Writes a result and the calls that it took, and ends the job. False: the lease was lost, and nothing but the calls was written';
COMMENT ON FUNCTION private.show_job IS 'Writes a job''s state to the row that its user sees';
COMMENT ON FUNCTION private.forget_progress IS 'Deletes what was kept of an output''s job when the job is over';
COMMENT ON FUNCTION private.published IS 'The message is in the queue: maintenance need not send it for ten minutes';

COMMIT;
