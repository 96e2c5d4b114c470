-- A project's outputs of one kind or status, however many others there are. Under row-level security no index serves such a
-- filter, since the operators of an enum are not leakproof: so ids are found first, past it, and the rows read under it.

BEGIN;

CREATE INDEX IF NOT EXISTS outputs_filter_idx
  ON public.outputs (project_id, user_id, kind, status, created_at DESC, id DESC);

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

REVOKE ALL ON FUNCTION
  private.find_outputs(TEXT, UUID, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT)
  FROM PUBLIC, anon, authenticated, service_role;
GRANT EXECUTE ON FUNCTION
  private.find_outputs(TEXT, UUID, public.output_kind[], public.output_status[], TIMESTAMPTZ, UUID, BIGINT)
  TO repostr_api;

COMMENT ON FUNCTION private.find_outputs IS 'The ids of a user''s outputs in a project, of these kinds and statuses, the newest first, after a position';

INSERT INTO public.schema_versions (version) VALUES ('1.18.0') ON CONFLICT DO NOTHING;

COMMIT;
