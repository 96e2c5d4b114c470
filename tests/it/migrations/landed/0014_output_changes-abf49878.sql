-- What happens to an output after it was asked for: edits are counted and kept, jobs are called off, and readers wait.

BEGIN;

-- A call is entered once, however often its result is sent.
ALTER TABLE private.provider_calls ADD COLUMN IF NOT EXISTS lease_token UUID;
CREATE UNIQUE INDEX IF NOT EXISTS provider_calls_lease_token_idx ON private.provider_calls (lease_token);
COMMENT ON COLUMN private.provider_calls.lease_token IS 'Of the claim whose result it gave';

-- Whoever writes another body or other metadata, past our code too: the number counts up by one, can't be set, and both
-- bodies are in output_versions afterwards. The one of a finished job the worker puts there itself.
CREATE OR REPLACE FUNCTION private.keep_version()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  NEW.version := OLD.version;
  -- What a job writes counts, though it be the same again.
  IF coalesce(OLD.body, NEW.body) IS NULL
    OR (NEW.body, NEW.metadata) IS NOT DISTINCT FROM (OLD.body, OLD.metadata)
      AND NOT (OLD.status = 'processing' AND NEW.status = 'completed')
  THEN
    RETURN NEW;
  END IF;

  IF OLD.body IS NOT NULL THEN
    -- Not there yet where a row came with its body, as those from before there were versions.
    INSERT INTO public.output_versions (output_id, user_id, version, reason, body, metadata, created_at)
      VALUES (OLD.id, OLD.user_id, OLD.version, 'generated', OLD.body, OLD.metadata, OLD.updated_at)
      ON CONFLICT DO NOTHING;
  END IF;
  NEW.version := OLD.version + 1;
  IF NEW.body IS NOT NULL AND OLD.status NOT IN ('queued', 'processing') THEN
    INSERT INTO public.output_versions (output_id, user_id, version, reason, body, metadata)
      VALUES (OLD.id, OLD.user_id, NEW.version, 'edited', NEW.body, NEW.metadata)
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE TRIGGER trg_outputs_keep_version BEFORE UPDATE OF body, metadata, version ON public.outputs
  FOR EACH ROW EXECUTE FUNCTION private.keep_version();

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

-- Who waits for an output to be done: one request a user, and so many in all, over all instances. The place of one that
-- is gone without giving it back is free again when its time is over.
CREATE TABLE IF NOT EXISTS private.waiters (
  user_id TEXT PRIMARY KEY,
  token UUID NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
ALTER TABLE private.waiters ENABLE ROW LEVEL SECURITY;
REVOKE ALL ON TABLE private.waiters FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
COMMENT ON TABLE private.waiters IS 'Reads that wait for an output (Prefer: wait)';

CREATE OR REPLACE FUNCTION private.wait(p_user TEXT, p_seconds INT, p_most INT)
RETURNS UUID
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
DECLARE
  place UUID;
BEGIN
  -- One at a time, or two would both take the last place.
  PERFORM pg_advisory_xact_lock(hashtextextended('repostr.wait', 0));
  DELETE FROM private.waiters WHERE expires_at <= clock_timestamp();
  INSERT INTO private.waiters (user_id, token, expires_at)
    SELECT p_user, gen_random_uuid(), clock_timestamp() + make_interval(secs => p_seconds)
    WHERE (SELECT count(*) FROM private.waiters) < p_most
    ON CONFLICT DO NOTHING
    RETURNING token INTO place;
  RETURN place;
END
$$;

CREATE OR REPLACE FUNCTION private.waited(p_user TEXT, p_token UUID)
RETURNS VOID
LANGUAGE sql
SECURITY DEFINER
SET search_path = ''
AS $$
  DELETE FROM private.waiters WHERE user_id = p_user AND token = p_token
$$;

REVOKE ALL ON FUNCTION
  private.keep_version(),
  private.cancel(TEXT, UUID, UUID),
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.cancel(TEXT, UUID, UUID),
  private.wait(TEXT, INT, INT),
  private.waited(TEXT, UUID)
  TO repostr_api;

COMMENT ON FUNCTION private.cancel IS 'Ends the job of an output if nobody works on it, else asks its worker to stop. The row after it; NULL: no such output';
COMMENT ON FUNCTION private.wait IS 'Takes a place among those who wait, for so many seconds. NULL: the user has one, or all are taken';
COMMENT ON FUNCTION private.waited IS 'Gives a place back';

INSERT INTO public.schema_versions (version) VALUES ('1.13.0') ON CONFLICT DO NOTHING;

COMMIT;
