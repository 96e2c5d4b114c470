-- What Supabase provides and the migrations build on, for a plain Postgres 15 or newer: roles, `auth`, `storage`, `realtime`,
-- and an owner with what a hosted project's `postgres` has and no more. Runs as the local cluster's superuser
-- (`supabase_admin`), once for each database, any number of times; a hosted project never sees it.
-- Sources: supabase/postgres (migrations/db), supabase/auth, supabase/storage and supabase/realtime (migrations), 2026.

BEGIN;

-- Roles belong to the cluster: databases set up side by side must not trip over each other. (Advisory locks are a
-- database's own.)
LOCK TABLE pg_catalog.pg_authid IN SHARE ROW EXCLUSIVE MODE;

DO $$
BEGIN
  IF current_user = 'postgres' THEN
    RAISE EXCEPTION 'run this as another superuser: on Supabase "postgres" is none, and becomes none here';
  END IF;

  IF to_regrole('anon') IS NULL THEN CREATE ROLE anon NOLOGIN; END IF;
  IF to_regrole('authenticated') IS NULL THEN CREATE ROLE authenticated NOLOGIN; END IF;
  IF to_regrole('service_role') IS NULL THEN CREATE ROLE service_role NOLOGIN BYPASSRLS; END IF;
  IF to_regrole('authenticator') IS NULL THEN
    CREATE ROLE authenticator LOGIN NOINHERIT;
    GRANT anon, authenticated, service_role TO authenticator;
  END IF;
  IF to_regrole('supabase_storage_admin') IS NULL THEN
    CREATE ROLE supabase_storage_admin LOGIN NOINHERIT CREATEROLE;
    GRANT anon, authenticated, service_role TO supabase_storage_admin;
  END IF;

  IF to_regrole('postgres') IS NULL THEN
    CREATE ROLE postgres LOGIN CREATEROLE CREATEDB REPLICATION BYPASSRLS;
    GRANT pg_monitor, pg_read_all_data, pg_signal_backend TO postgres;
    ALTER ROLE postgres SET search_path = "$user", public, extensions;
    -- From 16 on, CREATEROLE alone no longer lets a role hand these on.
    IF current_setting('server_version_num')::int >= 160000 THEN
      GRANT anon, authenticated, service_role TO postgres WITH ADMIN OPTION;
    ELSE
      GRANT anon, authenticated, service_role TO postgres;
    END IF;
  END IF;
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = 'postgres') THEN
    RAISE EXCEPTION 'this cluster''s "postgres" is a superuser, on Supabase it is none: use a cluster made with initdb -U supabase_admin';
  END IF;

  EXECUTE format('ALTER DATABASE %I OWNER TO postgres', current_database());
END
$$;

CREATE SCHEMA IF NOT EXISTS extensions;
GRANT USAGE ON SCHEMA extensions TO anon, authenticated, service_role;
GRANT USAGE, CREATE ON SCHEMA extensions TO postgres;
CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA extensions;

-- No default privileges: hosted projects no longer grant the API's roles anything on new tables.
GRANT USAGE ON SCHEMA public TO postgres, anon, authenticated, service_role;

-- auth: the claims of the request

CREATE SCHEMA IF NOT EXISTS auth;
GRANT USAGE ON SCHEMA auth TO postgres, anon, authenticated, service_role;

CREATE OR REPLACE FUNCTION auth.jwt() RETURNS JSONB LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('request.jwt.claim', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')
  )::jsonb
$$;

CREATE OR REPLACE FUNCTION auth.role() RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('request.jwt.claim.role', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role'
  )
$$;

-- Raises for Clerk's ids, which are no UUIDs, here as on Supabase.
CREATE OR REPLACE FUNCTION auth.uid() RETURNS UUID LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    nullif(current_setting('request.jwt.claim.sub', true), ''),
    nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'
  )::uuid
$$;

-- storage: the tables that SQL can see; the bytes are the storage server's

CREATE SCHEMA IF NOT EXISTS storage;
GRANT ALL ON SCHEMA storage TO supabase_storage_admin;
GRANT USAGE ON SCHEMA storage TO postgres WITH GRANT OPTION;
GRANT USAGE ON SCHEMA storage TO anon, authenticated, service_role;

CREATE TABLE IF NOT EXISTS storage.buckets (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  owner UUID,
  created_at TIMESTAMPTZ DEFAULT now(),
  updated_at TIMESTAMPTZ DEFAULT now(),
  public BOOLEAN DEFAULT false,
  avif_autodetection BOOLEAN DEFAULT false,
  file_size_limit BIGINT,
  allowed_mime_types TEXT[],
  owner_id TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS bname ON storage.buckets (name);

CREATE TABLE IF NOT EXISTS storage.objects (
  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
  bucket_id TEXT CONSTRAINT "objects_bucketId_fkey" REFERENCES storage.buckets (id),
  name TEXT,
  owner UUID,
  created_at TIMESTAMPTZ DEFAULT now(),
  updated_at TIMESTAMPTZ DEFAULT now(),
  last_accessed_at TIMESTAMPTZ DEFAULT now(),
  metadata JSONB,
  path_tokens TEXT[] GENERATED ALWAYS AS (string_to_array(name, '/')) STORED,
  version TEXT,
  owner_id TEXT,
  user_metadata JSONB
);
CREATE UNIQUE INDEX IF NOT EXISTS bucketid_objname ON storage.objects (bucket_id, name);

CREATE OR REPLACE FUNCTION storage.protect_delete() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('storage.allow_delete_query', true), 'false') <> 'true' THEN
    RAISE EXCEPTION 'Direct deletion from storage tables is not allowed. Use the Storage API instead.'
      USING HINT = 'This prevents accidental data loss from orphaned objects.', ERRCODE = '42501';
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE TRIGGER protect_buckets_delete BEFORE DELETE ON storage.buckets
  FOR EACH STATEMENT EXECUTE FUNCTION storage.protect_delete();
CREATE OR REPLACE TRIGGER protect_objects_delete BEFORE DELETE ON storage.objects
  FOR EACH STATEMENT EXECUTE FUNCTION storage.protect_delete();

ALTER TABLE storage.buckets ENABLE ROW LEVEL SECURITY;
ALTER TABLE storage.objects ENABLE ROW LEVEL SECURITY;
ALTER TABLE storage.buckets OWNER TO supabase_storage_admin;
ALTER TABLE storage.objects OWNER TO supabase_storage_admin;
ALTER FUNCTION storage.protect_delete() OWNER TO supabase_storage_admin;
GRANT ALL ON storage.buckets, storage.objects TO postgres WITH GRANT OPTION;
GRANT ALL ON storage.buckets, storage.objects TO anon, authenticated, service_role;

-- realtime: what broadcasts from the database are written to, for the server to send. Not the server.
-- Source: supabase/realtime (lib/realtime/tenants/repo/migrations, to 20260707120000).

DO $$
BEGIN
  IF to_regrole('supabase_realtime_admin') IS NULL THEN CREATE ROLE supabase_realtime_admin NOLOGIN NOINHERIT; END IF;
END
$$;
CREATE SCHEMA IF NOT EXISTS realtime;
GRANT USAGE ON SCHEMA realtime TO postgres WITH GRANT OPTION;
GRANT USAGE ON SCHEMA realtime TO anon, authenticated, service_role;

CREATE TABLE IF NOT EXISTS realtime.messages (
  topic TEXT NOT NULL,
  extension TEXT NOT NULL,
  payload JSONB,
  event TEXT,
  private BOOLEAN DEFAULT false,
  updated_at TIMESTAMP NOT NULL DEFAULT now(),
  inserted_at TIMESTAMP NOT NULL DEFAULT now(),
  id UUID NOT NULL DEFAULT gen_random_uuid(),
  binary_payload BYTEA,
  PRIMARY KEY (id, inserted_at),
  CONSTRAINT messages_payload_exclusive CHECK (payload IS NULL OR binary_payload IS NULL)
) PARTITION BY RANGE (inserted_at);
-- The server makes one for each day, and drops it after three.
CREATE TABLE IF NOT EXISTS realtime.messages_of_all_days PARTITION OF realtime.messages DEFAULT;

CREATE OR REPLACE FUNCTION realtime.topic() RETURNS TEXT LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('realtime.topic', true), '')
$$;

CREATE OR REPLACE FUNCTION realtime.send(payload JSONB, event TEXT, topic TEXT, private BOOLEAN DEFAULT true) RETURNS VOID
LANGUAGE plpgsql AS $$
DECLARE
  message CONSTANT UUID := gen_random_uuid();
BEGIN
  EXECUTE format('SET LOCAL realtime.topic TO %L', topic);
  INSERT INTO realtime.messages (id, payload, event, topic, private, extension)
    VALUES (message, CASE WHEN payload ? 'id' THEN payload ELSE jsonb_set(payload, '{id}', to_jsonb(message)) END,
      event, topic, private, 'broadcast');
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'WarnSendingBroadcastMessage: %', SQLERRM;
END
$$;

ALTER TABLE realtime.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE realtime.messages_of_all_days ENABLE ROW LEVEL SECURITY;
ALTER TABLE realtime.messages OWNER TO supabase_realtime_admin;
ALTER TABLE realtime.messages_of_all_days OWNER TO supabase_realtime_admin;
ALTER FUNCTION realtime.topic() OWNER TO supabase_realtime_admin;
ALTER FUNCTION realtime.send(JSONB, TEXT, TEXT, BOOLEAN) OWNER TO supabase_realtime_admin;
GRANT SELECT, INSERT, UPDATE ON realtime.messages TO postgres, anon, authenticated, service_role;

-- Supabase's extension supautils lets `postgres` write policies on these tables, which it doesn't own, and nothing else
-- that needs the owner (`supautils.policy_grants`). Here they change hands for the length of that one command.
CREATE OR REPLACE FUNCTION storage.lend_for_policies() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF coalesce(nullif(current_setting('role'), 'none'), session_user) <> 'postgres' THEN
    RETURN;
  END IF;
  IF tg_event = 'ddl_command_start' THEN
    ALTER TABLE storage.objects OWNER TO postgres;
    ALTER TABLE realtime.messages OWNER TO postgres;
  ELSE
    ALTER TABLE storage.objects OWNER TO supabase_storage_admin;
    ALTER TABLE realtime.messages OWNER TO supabase_realtime_admin;
    -- What `postgres` was granted went to the new owner along with the table.
    REVOKE GRANT OPTION FOR ALL ON storage.objects FROM supabase_storage_admin;
    GRANT ALL ON storage.objects TO postgres WITH GRANT OPTION;
    GRANT SELECT, INSERT, UPDATE ON realtime.messages TO postgres;
  END IF;
END
$$;
REVOKE ALL ON FUNCTION storage.lend_for_policies() FROM PUBLIC;

DROP EVENT TRIGGER IF EXISTS lend_for_policies;
CREATE EVENT TRIGGER lend_for_policies ON ddl_command_start
  WHEN TAG IN ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY') EXECUTE FUNCTION storage.lend_for_policies();
DROP EVENT TRIGGER IF EXISTS take_back_after_policies;
CREATE EVENT TRIGGER take_back_after_policies ON ddl_command_end
  WHEN TAG IN ('CREATE POLICY', 'ALTER POLICY', 'DROP POLICY') EXECUTE FUNCTION storage.lend_for_policies();

COMMIT;
