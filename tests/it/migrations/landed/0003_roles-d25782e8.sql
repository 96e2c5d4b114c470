-- The two logins of the functions. `migrate` sets their passwords; without one they can't log in.
-- No privileged attribute is named, not even in the negative: a hosted owner may not.

BEGIN;

DO $$
BEGIN
  -- Settings only at creation: what an operator changes later stays.
  IF to_regrole('repostr_api') IS NULL THEN
    CREATE ROLE repostr_api LOGIN NOINHERIT;
    ALTER ROLE repostr_api SET statement_timeout = '10s';
    ALTER ROLE repostr_api SET lock_timeout = '5s';
    ALTER ROLE repostr_api SET idle_in_transaction_session_timeout = '60s';
    COMMENT ON ROLE repostr_api IS 'HTTP functions. No rights on tables: becomes authenticated for each request';
  END IF;
  IF to_regrole('repostr_worker') IS NULL THEN
    CREATE ROLE repostr_worker LOGIN NOINHERIT;
    ALTER ROLE repostr_worker SET statement_timeout = '30s';
    ALTER ROLE repostr_worker SET lock_timeout = '5s';
    ALTER ROLE repostr_worker SET idle_in_transaction_session_timeout = '60s';
    COMMENT ON ROLE repostr_worker IS 'Workers and maintenance. Policies {table}_worker_all, and grants on just the columns they write';
  END IF;

  -- Each request becomes its user. Never `service_role`: `RESET ROLE; SET ROLE service_role` would pass all policies.
  IF NOT pg_has_role('repostr_api', 'authenticated', 'MEMBER') THEN
    GRANT authenticated TO repostr_api;
  END IF;
END
$$;

INSERT INTO public.schema_versions (version) VALUES ('1.2.0') ON CONFLICT DO NOTHING;

COMMIT;
