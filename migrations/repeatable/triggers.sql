-- All triggers, in the order in which the functions' transactions use the tables: whoever locks several takes them so, and no
-- two wait for each other. One that is there as it stands here is left alone, since making it anew locks its table.
-- Written as pg_get_triggerdef writes them. This file comes last: triggers need their functions.

BEGIN;
UPDATE private.schema_migrations SET checksum = NULL WHERE name = 'repeatable';

DO $$
DECLARE
  wanted TEXT;
BEGIN
  -- Then names are written in full.
  PERFORM set_config('search_path', '', true);
  FOREACH wanted IN ARRAY ARRAY[
    'CREATE TRIGGER trg_provider_calls_count_deleted AFTER DELETE ON private.provider_calls REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls()',
    'CREATE TRIGGER trg_provider_calls_count_inserted AFTER INSERT ON private.provider_calls REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls()',
    'CREATE TRIGGER trg_provider_calls_count_updated AFTER UPDATE ON private.provider_calls REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_calls()',
    'CREATE TRIGGER trg_provider_calls_anonymize BEFORE INSERT ON private.provider_calls FOR EACH ROW EXECUTE FUNCTION private.anonymize_call()',
    'CREATE TRIGGER trg_profiles_check_own_row BEFORE INSERT OR UPDATE ON public.profiles FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{user_id,name,tone_of_voice,preferences}'', ''{name,tone_of_voice,preferences,updated_at}'')',
    'CREATE TRIGGER trg_profiles_keep_deleted_out BEFORE INSERT ON public.profiles FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_profiles_remember_name AFTER INSERT ON public.profiles FOR EACH ROW EXECUTE FUNCTION private.remember_name()',
    'CREATE TRIGGER trg_profiles_updated_at BEFORE UPDATE ON public.profiles FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()',
    'CREATE TRIGGER trg_projects_check_own_row BEFORE INSERT OR UPDATE ON public.projects FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{id,user_id,title,description}'', ''{title,description,updated_at}'')',
    'CREATE TRIGGER trg_projects_delete_jobs_first BEFORE DELETE ON public.projects FOR EACH ROW EXECUTE FUNCTION private.delete_jobs_first()',
    'CREATE TRIGGER trg_projects_keep_deleted_out BEFORE INSERT ON public.projects FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_projects_record_deleted AFTER DELETE ON public.projects REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY[''authenticated''::name, ''service_role''::name]))) EXECUTE FUNCTION private.record_deleted(''project.deleted'')',
    'CREATE TRIGGER trg_projects_updated_at BEFORE UPDATE ON public.projects FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()',
    'CREATE TRIGGER trg_files_check_own_row BEFORE INSERT OR UPDATE ON public.files FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{id,user_id,project_id,path,filename,mime_type,size_bytes,public_url}'', ''{filename,mime_type,public_url}'')',
    'CREATE TRIGGER trg_files_changed AFTER UPDATE OF sha256, etag ON public.files FOR EACH ROW WHEN (((old.sha256 <> new.sha256) OR ((old.sha256 IS NULL) AND (old.etag <> new.etag)))) EXECUTE FUNCTION private.source_changed()',
    'CREATE TRIGGER trg_files_count_deleted AFTER DELETE ON public.files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_files()',
    'CREATE TRIGGER trg_files_count_inserted AFTER INSERT ON public.files REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files()',
    'CREATE TRIGGER trg_files_count_updated AFTER UPDATE ON public.files REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_files()',
    'CREATE TRIGGER trg_files_gone AFTER DELETE ON public.files FOR EACH ROW EXECUTE FUNCTION private.source_changed()',
    'CREATE TRIGGER trg_files_keep_out_of_deleted_projects BEFORE INSERT ON public.files FOR EACH ROW EXECUTE FUNCTION private.keep_out_of_deleted_projects()',
    'CREATE TRIGGER trg_files_keep_deleted_out BEFORE INSERT ON public.files FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_files_tell AFTER UPDATE OF status ON public.files FOR EACH ROW WHEN (((old.status <> new.status) AND (new.status = ANY (ARRAY[''ready''::text, ''failed''::text])))) EXECUTE FUNCTION private.tell_file()',
    'CREATE TRIGGER trg_files_record_deleted AFTER DELETE ON public.files REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY[''authenticated''::name, ''service_role''::name]))) EXECUTE FUNCTION private.record_deleted(''file.deleted'')',
    'CREATE TRIGGER trg_templates_check_own_row BEFORE INSERT OR UPDATE ON public.templates FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{id,user_id,name,type,prompt,is_custom}'', ''{name,type,prompt}'')',
    'CREATE TRIGGER trg_transcriptions_add_inserted AFTER INSERT ON public.transcriptions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.add_transcribed()',
    'CREATE TRIGGER trg_transcriptions_add_updated AFTER UPDATE ON public.transcriptions REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.add_transcribed()',
    'CREATE TRIGGER trg_transcriptions_check_own_row BEFORE UPDATE ON public.transcriptions FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{}'', ''{}'')',
    'CREATE TRIGGER trg_transcriptions_changed AFTER UPDATE ON public.transcriptions FOR EACH ROW WHEN ((old.version <> new.version)) EXECUTE FUNCTION private.transcription_changed()',
    'CREATE TRIGGER trg_transcriptions_keep BEFORE UPDATE ON public.transcriptions FOR EACH ROW EXECUTE FUNCTION private.keep_transcription()',
    'CREATE TRIGGER trg_transcription_versions_prune AFTER INSERT ON public.transcription_versions FOR EACH ROW EXECUTE FUNCTION private.prune_transcription_versions()',
    'CREATE TRIGGER trg_templates_changed AFTER UPDATE OF prompt ON public.templates FOR EACH ROW WHEN ((old.is_custom AND (old.prompt <> new.prompt))) EXECUTE FUNCTION private.template_changed()',
    'CREATE TRIGGER trg_templates_gone AFTER DELETE ON public.templates FOR EACH ROW WHEN (old.is_custom) EXECUTE FUNCTION private.template_changed()',
    'CREATE TRIGGER trg_templates_keep_deleted_out BEFORE INSERT ON public.templates FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_jobs_admit_delivery BEFORE UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.delivery_id IS NOT NULL) AND (new.state = ''processing''::text))) EXECUTE FUNCTION private.admit_delivery()',
    'CREATE TRIGGER trg_templates_record_deleted AFTER DELETE ON public.templates REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY[''authenticated''::name, ''service_role''::name]))) EXECUTE FUNCTION private.record_deleted(''template.deleted'')',
    'CREATE TRIGGER trg_jobs_forget_progress BEFORE UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.output_id IS NOT NULL) AND (new.state <> ALL (ARRAY[''queued''::text, ''processing''::text])))) EXECUTE FUNCTION private.forget_progress()',
    'CREATE TRIGGER trg_jobs_forget_job_progress AFTER UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((new.delivery_id IS NULL) AND (new.state <> ALL (ARRAY[''queued''::text, ''processing''::text])))) EXECUTE FUNCTION private.forget_job_progress()',
    'CREATE TRIGGER trg_jobs_forget_job_progress_deleted AFTER DELETE ON private.jobs FOR EACH ROW WHEN ((old.delivery_id IS NULL)) EXECUTE FUNCTION private.forget_job_progress()',
    'CREATE TRIGGER trg_jobs_record AFTER INSERT ON private.jobs FOR EACH ROW EXECUTE FUNCTION private.record_job()',
    'CREATE TRIGGER trg_jobs_record_again AFTER UPDATE OF state ON private.jobs FOR EACH ROW WHEN (((old.state <> ALL (ARRAY[''queued''::text, ''processing''::text])) AND (new.state = ''queued''::text))) EXECUTE FUNCTION private.record_job()',
    'CREATE TRIGGER trg_jobs_reservation AFTER DELETE OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((old.output_id IS NOT NULL)) EXECUTE FUNCTION private.keep_reservation()',
    'CREATE TRIGGER trg_jobs_reservation_begins AFTER INSERT ON private.jobs FOR EACH ROW WHEN ((new.output_id IS NOT NULL)) EXECUTE FUNCTION private.keep_reservation()',
    'CREATE TRIGGER trg_jobs_show AFTER UPDATE OF state, cancel_requested_at ON private.jobs FOR EACH ROW EXECUTE FUNCTION private.show_job()',
    'CREATE TRIGGER trg_jobs_wait_for_sources BEFORE INSERT OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((new.output_id IS NOT NULL)) EXECUTE FUNCTION private.wait_for_sources()',
    'CREATE TRIGGER trg_jobs_wake_outputs AFTER DELETE OR UPDATE OF state ON private.jobs FOR EACH ROW WHEN ((old.file_id IS NOT NULL)) EXECUTE FUNCTION private.wake_outputs()',
    'CREATE TRIGGER trg_outputs_check_own_row BEFORE INSERT OR UPDATE ON public.outputs FOR EACH ROW WHEN (((CURRENT_USER = ''authenticated''::name) AND (SESSION_USER <> ''repostr_api''::name))) EXECUTE FUNCTION private.check_own_row(''{id,user_id,project_id,kind,status,request,body,metadata}'', ''{body,metadata,updated_at}'')',
    'CREATE TRIGGER trg_outputs_keep_out_of_deleted_projects BEFORE INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_out_of_deleted_projects()',
    'CREATE TRIGGER trg_outputs_keep_deleted_out BEFORE INSERT ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_outputs_keep_version BEFORE UPDATE OF body, metadata, version ON public.outputs FOR EACH ROW EXECUTE FUNCTION private.keep_version()',
    'CREATE TRIGGER trg_outputs_tell AFTER UPDATE OF status ON public.outputs FOR EACH ROW WHEN (((old.status <> new.status) AND (new.status = ANY (ARRAY[''completed''::public.output_status, ''failed''::public.output_status, ''cancelled''::public.output_status])))) EXECUTE FUNCTION private.tell_output()',
    'CREATE TRIGGER trg_outputs_record_deleted AFTER DELETE ON public.outputs REFERENCING OLD TABLE AS removed FOR EACH STATEMENT WHEN ((CURRENT_USER = ANY (ARRAY[''authenticated''::name, ''service_role''::name]))) EXECUTE FUNCTION private.record_deleted(''output.deleted'')',
    'CREATE TRIGGER trg_outputs_updated_at BEFORE UPDATE ON public.outputs FOR EACH ROW EXECUTE FUNCTION public.set_updated_at()',
    'CREATE TRIGGER trg_outputs_words_begin AFTER INSERT ON public.outputs FOR EACH ROW WHEN ((new.body IS NOT NULL)) EXECUTE FUNCTION private.keep_words()',
    'CREATE TRIGGER trg_outputs_words_change AFTER UPDATE OF body, metadata ON public.outputs FOR EACH ROW WHEN (((old.body IS DISTINCT FROM new.body) OR (old.metadata IS DISTINCT FROM new.metadata))) EXECUTE FUNCTION private.keep_words()',
    'CREATE TRIGGER trg_output_versions_prune AFTER INSERT ON public.output_versions FOR EACH ROW EXECUTE FUNCTION private.prune_versions()',
    'CREATE TRIGGER trg_outputs_archive_once BEFORE INSERT ON public.outputs_archive FOR EACH ROW EXECUTE FUNCTION public.archive_once()',
    'CREATE TRIGGER trg_reservations_count_deleted AFTER DELETE ON private.reservations REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations()',
    'CREATE TRIGGER trg_reservations_count_inserted AFTER INSERT ON private.reservations REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations()',
    'CREATE TRIGGER trg_reservations_count_updated AFTER UPDATE ON private.reservations REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION private.count_reservations()',
    'CREATE TRIGGER trg_subscriptions_keep_deleted_out BEFORE INSERT ON private.subscriptions FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_subscriptions_record AFTER INSERT ON private.subscriptions FOR EACH ROW EXECUTE FUNCTION private.record_plan()',
    'CREATE TRIGGER trg_subscriptions_record_changed AFTER UPDATE ON private.subscriptions FOR EACH ROW WHEN ((old.plan <> new.plan)) EXECUTE FUNCTION private.record_plan()',
    'CREATE TRIGGER trg_subscriptions_record_deleted AFTER DELETE ON private.subscriptions FOR EACH ROW WHEN ((CURRENT_USER = ''repostr_worker''::name)) EXECUTE FUNCTION private.record_plan()',
    'CREATE TRIGGER trg_paid_subscriptions_record AFTER INSERT ON private.paid_subscriptions FOR EACH ROW EXECUTE FUNCTION private.record_subscription()',
    'CREATE TRIGGER trg_paid_subscriptions_record_changed AFTER UPDATE ON private.paid_subscriptions FOR EACH ROW WHEN (((old.plan <> new.plan) OR (old.status <> new.status))) EXECUTE FUNCTION private.record_subscription()',
    'CREATE TRIGGER trg_memberships_record AFTER INSERT ON private.memberships FOR EACH ROW EXECUTE FUNCTION private.record_membership()',
    'CREATE TRIGGER trg_memberships_record_changed AFTER UPDATE ON private.memberships FOR EACH ROW WHEN (((old.role <> new.role) OR ((old.removed_at IS NULL) <> (new.removed_at IS NULL)))) EXECUTE FUNCTION private.record_membership()',
    'CREATE TRIGGER trg_memberships_keep_deleted_out BEFORE INSERT ON private.memberships FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()',
    'CREATE TRIGGER trg_clerk_users_keep_deleted_out BEFORE INSERT ON private.clerk_users FOR EACH ROW EXECUTE FUNCTION private.keep_deleted_out()'
  ] LOOP
    IF NOT EXISTS (SELECT FROM pg_trigger WHERE NOT tgisinternal AND pg_get_triggerdef(oid) = wanted) THEN
      EXECUTE overlay(wanted PLACING 'CREATE OR REPLACE' FROM 1 FOR length('CREATE'));
    END IF;
  END LOOP;
END
$$;

COMMIT;
