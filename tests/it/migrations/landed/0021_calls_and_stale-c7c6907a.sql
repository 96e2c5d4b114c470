-- Each request to a provider is a row of the ledger of its own; and an output says when what it was made from has changed.

BEGIN;

-- One attempt may ask several times: for a repair, for variants. lease_token stays for what was entered before, and for
-- workers that still run while this is deployed.
ALTER TABLE private.provider_calls
  ADD COLUMN IF NOT EXISTS claim_token UUID,
  ADD COLUMN IF NOT EXISTS number INT;
CREATE UNIQUE INDEX IF NOT EXISTS provider_calls_claim_token_number_idx ON private.provider_calls (claim_token, number);
COMMENT ON COLUMN private.provider_calls.claim_token IS 'The lease token of the claim that it was made under';
COMMENT ON COLUMN private.provider_calls.number IS 'Of the claim''s calls, from 1: entered again, it is the same one';
COMMENT ON COLUMN private.provider_calls.lease_token IS 'As claim_token, where a claim had one call';

CREATE OR REPLACE FUNCTION private.source_changed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  -- Where the whole project goes, its outputs go too.
  IF EXISTS (SELECT FROM public.projects WHERE id = OLD.project_id) THEN
    UPDATE public.outputs SET stale = true
      WHERE project_id = OLD.project_id AND user_id = OLD.user_id AND NOT stale
        AND metadata -> 'sources' @> jsonb_build_array(jsonb_build_object('file_id', OLD.id));
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER trg_files_changed AFTER UPDATE OF sha256, etag ON public.files
  FOR EACH ROW
  WHEN (OLD.sha256 <> NEW.sha256 OR OLD.sha256 IS NULL AND OLD.etag <> NEW.etag)
  EXECUTE FUNCTION private.source_changed();
CREATE OR REPLACE TRIGGER trg_files_gone AFTER DELETE ON public.files
  FOR EACH ROW EXECUTE FUNCTION private.source_changed();

CREATE OR REPLACE FUNCTION private.template_changed()
RETURNS TRIGGER
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ''
AS $$
BEGIN
  UPDATE public.outputs SET stale = true
    WHERE user_id = OLD.user_id AND NOT stale AND metadata ->> 'template_id' = OLD.id::text;
  RETURN NULL;
END
$$;

-- A system template is nobody's, and changes with a release.
CREATE OR REPLACE TRIGGER trg_templates_changed AFTER UPDATE OF prompt ON public.templates
  FOR EACH ROW WHEN (OLD.is_custom AND OLD.prompt <> NEW.prompt) EXECUTE FUNCTION private.template_changed();
CREATE OR REPLACE TRIGGER trg_templates_gone AFTER DELETE ON public.templates
  FOR EACH ROW WHEN (OLD.is_custom) EXECUTE FUNCTION private.template_changed();

REVOKE ALL ON FUNCTION private.source_changed(), private.template_changed()
  FROM PUBLIC, anon, authenticated, service_role;

COMMENT ON FUNCTION private.source_changed IS 'Marks the outputs that a file was a source of as stale';
COMMENT ON FUNCTION private.template_changed IS 'Marks the outputs that a template shaped as stale';
COMMENT ON COLUMN public.outputs.stale IS 'A source or the template that it was made from has changed or is gone';

INSERT INTO public.schema_versions (version) VALUES ('1.20.0') ON CONFLICT DO NOTHING;

COMMIT;
