-- Outputs: earlier bodies are kept, ids are found for lists, and what changes beneath an output makes it stale.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

-- Whoever writes another body or other metadata, past our code too: the number counts up by one, can't be set, and the
-- body before is in output_versions afterwards. The present body is in outputs alone; output_versions has its number,
-- what made it and when. Of a finished job the worker puts those there itself.
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
    INSERT INTO public.output_versions AS version (output_id, user_id, version, reason, body, metadata, created_at)
      VALUES (OLD.id, OLD.user_id, OLD.version, 'generated', OLD.body, OLD.metadata, OLD.updated_at)
      ON CONFLICT (output_id, version) DO UPDATE SET body = excluded.body, metadata = excluded.metadata
        WHERE version.body IS NULL;
  END IF;
  NEW.version := OLD.version + 1;
  IF NEW.body IS NOT NULL AND OLD.status NOT IN ('queued', 'processing') THEN
    INSERT INTO public.output_versions (output_id, user_id, version, reason)
      VALUES (OLD.id, OLD.user_id, NEW.version, 'edited')
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END
$$;

-- Keeps as many earlier bodies of an output as models::limits says: edits are free, and each adds one.
CREATE OR REPLACE FUNCTION private.prune_versions()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  DELETE FROM public.output_versions WHERE output_id = NEW.output_id AND version < NEW.version - 100;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.find_outputs(
  p_user TEXT, p_project UUID, p_kinds public.output_kind[], p_statuses public.output_status[],
  p_created_at TIMESTAMPTZ, p_id UUID, p_limit BIGINT
)
RETURNS JSONB
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ''
AS $$
  SELECT coalesce(jsonb_agg(id), '[]') FROM (
    SELECT found.id
    FROM unnest(p_kinds) AS kinds (kind), unnest(p_statuses) AS statuses (status), LATERAL (
      SELECT outputs.id, outputs.created_at FROM public.outputs
      WHERE outputs.project_id = p_project AND outputs.user_id = p_user
        AND outputs.kind = kinds.kind AND outputs.status = statuses.status
        AND (outputs.created_at, outputs.id)
          < (coalesce(p_created_at, 'infinity'), coalesce(p_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY outputs.created_at DESC, outputs.id DESC LIMIT p_limit
    ) AS found
    ORDER BY found.created_at DESC, found.id DESC LIMIT p_limit
  ) AS page
$$;

CREATE OR REPLACE FUNCTION private.source_changed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- Where the whole project goes, its outputs go too.
  IF EXISTS (SELECT FROM public.projects WHERE id = OLD.project_id)
    AND NOT EXISTS (SELECT FROM private.deleted_projects WHERE project_id = OLD.project_id)
  THEN
    UPDATE public.outputs SET stale = true
      WHERE project_id = OLD.project_id AND user_id = OLD.user_id AND NOT stale
        AND metadata -> 'sources' @> jsonb_build_array(jsonb_build_object('file_id', OLD.id));
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION private.template_changed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  UPDATE public.outputs SET stale = true
    WHERE user_id = OLD.user_id AND NOT stale
      AND metadata ? 'template_id' AND metadata ->> 'template_id' = OLD.id::text;
  RETURN NULL;
END
$$;

REVOKE ALL ON FUNCTION
  private.keep_version(),
  private.prune_versions(),
  private.find_outputs(TEXT, UUID, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT),
  private.source_changed(),
  private.template_changed()
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.find_outputs(TEXT, UUID, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT)
  TO repostr_api;

COMMENT ON FUNCTION private.find_outputs IS 'Ids of a user''s outputs of these kinds and statuses in a project, newest first, after a position';
COMMENT ON FUNCTION private.source_changed IS 'Marks the outputs that were made from a file as stale';
COMMENT ON FUNCTION private.template_changed IS 'Marks the outputs that were made with a template as stale';

COMMIT;
