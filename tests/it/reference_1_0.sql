-- A database as somebody would have made it from the schema reference, version 1.0, by hand: policies in the form of
-- Supabase's own examples, constraints and indexes with the names Postgres gives, no outputs_archive, the grants that
-- older projects give to every new table. And rows in it, some of which the composite keys would refuse today.

ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON FUNCTIONS TO anon, authenticated, service_role;

CREATE TYPE output_kind AS ENUM ('blog', 'social', 'email');
CREATE TYPE output_status AS ENUM ('queued', 'processing', 'completed', 'failed');
CREATE TYPE template_type AS ENUM ('blog', 'linkedin', 'twitter', 'instagram', 'email');

CREATE TABLE profiles (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  preferences JSONB NOT NULL DEFAULT '{}',
  tone_of_voice TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE TABLE projects (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE TABLE files (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  project_id UUID NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
  path TEXT NOT NULL UNIQUE,
  mime_type TEXT,
  size_bytes BIGINT,
  public_url TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE TABLE outputs (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  project_id UUID NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
  kind output_kind NOT NULL,
  status output_status NOT NULL DEFAULT 'queued',
  request JSONB,
  body TEXT,
  metadata JSONB NOT NULL DEFAULT '{}',
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  updated_at TIMESTAMPTZ NOT NULL DEFAULT NOW()
);
CREATE TABLE templates (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  type template_type NOT NULL,
  prompt TEXT NOT NULL,
  is_custom BOOLEAN NOT NULL DEFAULT TRUE,
  created_at TIMESTAMPTZ NOT NULL DEFAULT NOW(),
  UNIQUE (user_id, name)
);

CREATE INDEX ON projects (user_id, created_at DESC);
CREATE INDEX ON files (project_id, user_id);
CREATE INDEX ON outputs (project_id, user_id);
CREATE INDEX ON outputs (status);
CREATE INDEX ON outputs (created_at DESC);
CREATE INDEX ON templates (user_id);

CREATE OR REPLACE FUNCTION public.set_updated_at()
RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  NEW.updated_at = NOW();
  RETURN NEW;
END;
$$;
CREATE TRIGGER trg_profiles_updated_at BEFORE UPDATE ON profiles FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER trg_projects_updated_at BEFORE UPDATE ON projects FOR EACH ROW EXECUTE FUNCTION set_updated_at();
CREATE TRIGGER trg_outputs_updated_at BEFORE UPDATE ON outputs FOR EACH ROW EXECUTE FUNCTION set_updated_at();

ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE projects ENABLE ROW LEVEL SECURITY;
ALTER TABLE files ENABLE ROW LEVEL SECURITY;
ALTER TABLE outputs ENABLE ROW LEVEL SECURITY;
ALTER TABLE templates ENABLE ROW LEVEL SECURITY;
CREATE POLICY profiles_owner_select ON profiles FOR SELECT USING (auth.uid()::text = user_id);
CREATE POLICY profiles_owner_upsert ON profiles FOR INSERT WITH CHECK (auth.uid()::text = user_id);
CREATE POLICY profiles_owner_update ON profiles FOR UPDATE USING (auth.uid()::text = user_id);
CREATE POLICY projects_owner_all ON projects USING (auth.uid()::text = user_id);
CREATE POLICY files_owner_all ON files USING (auth.uid()::text = user_id);
CREATE POLICY outputs_owner_all ON outputs USING (auth.uid()::text = user_id);
CREATE POLICY templates_owner_all ON templates USING (auth.uid()::text = user_id OR NOT is_custom);

INSERT INTO storage.buckets (id, name, public) VALUES ('uploads', 'uploads', true);
CREATE POLICY "Public read uploads" ON storage.objects FOR SELECT USING (bucket_id = 'uploads');

CREATE TABLE schema_versions (
  version TEXT PRIMARY KEY,
  applied_at TIMESTAMPTZ DEFAULT NOW()
);
INSERT INTO schema_versions (version) VALUES ('1.0.0');

INSERT INTO profiles (user_id, name, tone_of_voice) VALUES ('user_one', 'One', 'warm');
INSERT INTO projects (id, user_id, title) VALUES
  ('550e8400-e29b-41d4-a716-446655440000', 'user_one', 'A talk'),
  ('550e8400-e29b-41d4-a716-446655440001', 'user_two', 'Another talk');
INSERT INTO files (user_id, project_id, path) VALUES
  ('user_one', '550e8400-e29b-41d4-a716-446655440000', 'user_one/550e8400-e29b-41d4-a716-446655440000/a.mp3');
INSERT INTO outputs (user_id, project_id, kind, status, body, created_at) VALUES
  ('user_one', '550e8400-e29b-41d4-a716-446655440000', 'blog', 'completed', '# Old', NOW() - INTERVAL '100 days'),
  ('user_one', '550e8400-e29b-41d4-a716-446655440000', 'email', 'queued', NULL, NOW());
INSERT INTO templates (user_id, name, type, prompt) VALUES ('user_one', 'Mine', 'blog', '{topic}');

-- What the reference let in and today's keys refuse.
INSERT INTO files (user_id, project_id, path) VALUES
  ('user_two', '550e8400-e29b-41d4-a716-446655440000', 'elsewhere/b.mp3');
INSERT INTO outputs (user_id, project_id, kind) VALUES
  ('user_two', '550e8400-e29b-41d4-a716-446655440000', 'social');
INSERT INTO templates (user_id, name, type, prompt, is_custom) VALUES ('user_two', 'For everyone', 'blog', '{topic}', FALSE);
