-- The schema reference's version 1.0: extension, enums, tables, triggers, policies, indexes, the bucket `uploads`.
-- On a database that already holds it, this brings the policies to the one form they have here and changes no row.

BEGIN;

-- Supabase keeps it in the schema `extensions`, and has it there already.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

DO $$
BEGIN
  IF to_regtype('public.output_kind') IS NULL THEN
    CREATE TYPE public.output_kind AS ENUM ('blog', 'social', 'email');
  END IF;
  IF to_regtype('public.output_status') IS NULL THEN
    CREATE TYPE public.output_status AS ENUM ('queued', 'processing', 'completed', 'failed');
  END IF;
  IF to_regtype('public.template_type') IS NULL THEN
    CREATE TYPE public.template_type AS ENUM ('blog', 'linkedin', 'twitter', 'instagram', 'email');
  END IF;
END
$$;

CREATE TABLE IF NOT EXISTS public.profiles (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  preferences JSONB NOT NULL DEFAULT '{}',
  tone_of_voice TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS public.projects (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS public.files (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  project_id UUID NOT NULL REFERENCES public.projects (id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  mime_type TEXT,
  size_bytes BIGINT,
  public_url TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS public.outputs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  project_id UUID NOT NULL REFERENCES public.projects (id) ON DELETE CASCADE,
  kind public.output_kind NOT NULL,
  status public.output_status NOT NULL DEFAULT 'queued',
  request JSONB,
  body TEXT,
  metadata JSONB NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);

CREATE TABLE IF NOT EXISTS public.templates (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type public.template_type NOT NULL,
  prompt TEXT NOT NULL,
  is_custom BOOLEAN NOT NULL DEFAULT TRUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  UNIQUE (user_id, name)
);

-- The reference archives with `INSERT … SELECT *`: the columns of `outputs`, in their order.
CREATE TABLE IF NOT EXISTS public.outputs_archive (
  LIKE public.outputs INCLUDING DEFAULTS,
  PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS public.schema_versions (
  version TEXT PRIMARY KEY,
  applied_at TIMESTAMPTZ DEFAULT NOW()
);

CREATE OR REPLACE FUNCTION public.set_updated_at()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at = NOW();
  RETURN NEW;
END;
$$;

CREATE OR REPLACE TRIGGER trg_profiles_updated_at BEFORE UPDATE ON public.profiles
  FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
CREATE OR REPLACE TRIGGER trg_projects_updated_at BEFORE UPDATE ON public.projects
  FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();
CREATE OR REPLACE TRIGGER trg_outputs_updated_at BEFORE UPDATE ON public.outputs
  FOR EACH ROW EXECUTE FUNCTION public.set_updated_at();

CREATE INDEX IF NOT EXISTS projects_user_id_created_at_idx ON public.projects (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS files_project_id_user_id_idx ON public.files (project_id, user_id);
CREATE INDEX IF NOT EXISTS outputs_project_id_user_id_idx ON public.outputs (project_id, user_id);
CREATE INDEX IF NOT EXISTS outputs_status_idx ON public.outputs (status);
CREATE INDEX IF NOT EXISTS outputs_created_at_idx ON public.outputs (created_at DESC);
CREATE INDEX IF NOT EXISTS templates_user_id_idx ON public.templates (user_id);

ALTER TABLE public.profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.files ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outputs ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.templates ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.outputs_archive ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.schema_versions ENABLE ROW LEVEL SECURITY;

-- Clerk's ids are no UUIDs, so `auth.uid()` would raise. The `select` around the claim makes it one look-up a statement
-- instead of one a row. Dropped and made anew, because an existing 1.0 may have them in another form.
DROP POLICY IF EXISTS profiles_owner_select ON public.profiles;
CREATE POLICY profiles_owner_select ON public.profiles FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS profiles_owner_upsert ON public.profiles;
CREATE POLICY profiles_owner_upsert ON public.profiles FOR INSERT TO authenticated
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS profiles_owner_update ON public.profiles;
CREATE POLICY profiles_owner_update ON public.profiles FOR UPDATE TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'))
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));

DROP POLICY IF EXISTS projects_owner_all ON public.projects;
CREATE POLICY projects_owner_all ON public.projects FOR ALL TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'))
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS files_owner_all ON public.files;
CREATE POLICY files_owner_all ON public.files FOR ALL TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'))
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS outputs_owner_all ON public.outputs;
CREATE POLICY outputs_owner_all ON public.outputs FOR ALL TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'))
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS templates_owner_all ON public.templates;
CREATE POLICY templates_owner_all ON public.templates FOR ALL TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'))
  WITH CHECK (user_id = (SELECT auth.jwt() ->> 'sub'));

INSERT INTO storage.buckets (id, name, public) VALUES ('uploads', 'uploads', true) ON CONFLICT DO NOTHING;

DO $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM pg_policies
    WHERE schemaname = 'storage' AND tablename = 'objects' AND policyname = 'Public read uploads'
  ) THEN
    CREATE POLICY "Public read uploads" ON storage.objects FOR SELECT USING (bucket_id = 'uploads');
  END IF;
EXCEPTION
  -- Some hosted projects keep policies on storage to the dashboard.
  WHEN insufficient_privilege THEN
    RAISE NOTICE 'The policy "Public read uploads" was refused (%). Add it in the dashboard, Storage > Policies > objects > New policy: name "Public read uploads", operation SELECT, roles public, expression bucket_id = ''uploads''', SQLERRM;
END
$$;

INSERT INTO public.schema_versions (version) VALUES ('1.0.0') ON CONFLICT DO NOTHING;

COMMIT;
