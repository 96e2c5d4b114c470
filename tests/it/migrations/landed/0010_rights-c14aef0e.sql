-- Who may do what. Everything is taken first, because older Supabase projects grant ALL on each new table to the roles of
-- their Data API, TRUNCATE included, which no policy stops.

BEGIN;

REVOKE ALL ON TABLE
  public.profiles, public.projects, public.files, public.outputs, public.templates, public.outputs_archive,
  public.output_versions, public.schema_versions,
  private.jobs, private.idempotency_keys, private.rates, private.provider_calls
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON SEQUENCE private.provider_calls_id_seq
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
REVOKE ALL ON FUNCTION public.set_updated_at(), public.archive_once() FROM PUBLIC, anon, authenticated, service_role;
-- Reset by the reference's CREATE OR REPLACE, so set here and not there.
ALTER FUNCTION public.set_updated_at() SET search_path = '';

-- Users: what the policies' names say. anon: nothing.

GRANT SELECT, INSERT, UPDATE ON public.profiles TO authenticated;
GRANT SELECT, INSERT, UPDATE, DELETE ON public.projects, public.files, public.outputs, public.templates TO authenticated;
GRANT SELECT ON public.output_versions, public.outputs_archive TO authenticated;

DROP POLICY IF EXISTS templates_system_select ON public.templates;
CREATE POLICY templates_system_select ON public.templates FOR SELECT TO authenticated USING (user_id = 'system');
DROP POLICY IF EXISTS output_versions_owner_select ON public.output_versions;
CREATE POLICY output_versions_owner_select ON public.output_versions FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'));
DROP POLICY IF EXISTS outputs_archive_owner_select ON public.outputs_archive;
CREATE POLICY outputs_archive_owner_select ON public.outputs_archive FOR SELECT TO authenticated
  USING (user_id = (SELECT auth.jwt() ->> 'sub'));

-- service_role: as the reference has it, past row-level security, in `public` alone. No function of ours uses it.

GRANT SELECT, INSERT, UPDATE, DELETE ON
  public.profiles, public.projects, public.files, public.outputs, public.templates, public.outputs_archive,
  public.output_versions, public.schema_versions
  TO service_role;

-- repostr_worker: all rows, but only the columns it has to write. It parses hostile documents.

GRANT USAGE ON SCHEMA public TO repostr_worker;
GRANT SELECT ON public.profiles, public.projects, public.files, public.outputs, public.templates TO repostr_worker;
GRANT UPDATE (status, body, metadata, error, attempts, started_at, completed_at, cancel_requested_at, version, stale)
  ON public.outputs TO repostr_worker;
GRANT UPDATE (status, error, sha256, etag, size_bytes, mime_type), DELETE ON public.files TO repostr_worker;
GRANT SELECT, INSERT ON public.output_versions, public.outputs_archive, private.provider_calls TO repostr_worker;
GRANT SELECT, INSERT, UPDATE ON private.jobs TO repostr_worker;
GRANT SELECT, DELETE ON private.idempotency_keys, private.rates TO repostr_worker;

DROP POLICY IF EXISTS profiles_worker_all ON public.profiles;
CREATE POLICY profiles_worker_all ON public.profiles TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS projects_worker_all ON public.projects;
CREATE POLICY projects_worker_all ON public.projects TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS files_worker_all ON public.files;
CREATE POLICY files_worker_all ON public.files TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS outputs_worker_all ON public.outputs;
CREATE POLICY outputs_worker_all ON public.outputs TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS templates_worker_all ON public.templates;
CREATE POLICY templates_worker_all ON public.templates TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS outputs_archive_worker_all ON public.outputs_archive;
CREATE POLICY outputs_archive_worker_all ON public.outputs_archive TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS output_versions_worker_all ON public.output_versions;
CREATE POLICY output_versions_worker_all ON public.output_versions TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS jobs_worker_all ON private.jobs;
CREATE POLICY jobs_worker_all ON private.jobs TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS idempotency_keys_worker_all ON private.idempotency_keys;
CREATE POLICY idempotency_keys_worker_all ON private.idempotency_keys TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS rates_worker_all ON private.rates;
CREATE POLICY rates_worker_all ON private.rates TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS provider_calls_worker_all ON private.provider_calls;
CREATE POLICY provider_calls_worker_all ON private.provider_calls TO repostr_worker USING (true) WITH CHECK (true);

INSERT INTO public.schema_versions (version) VALUES ('1.9.0') ON CONFLICT DO NOTHING;

COMMIT;
