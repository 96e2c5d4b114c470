-- A row in every table that a landed version of the schema may have. A statement for a table that it doesn't have yet is left
-- out.
INSERT INTO public.profiles (user_id, name) VALUES ('user_owner', 'Owner');
INSERT INTO public.projects (id, user_id, title) VALUES ('00000000-0000-4000-8000-00000000000a', 'user_owner', 'A talk');
INSERT INTO public.files (id, user_id, project_id, path, size_bytes) VALUES ('00000000-0000-4000-8000-0000000000f1', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'user_owner/00000000-0000-4000-8000-00000000000a/a.txt', 7);
INSERT INTO public.outputs (id, user_id, project_id, kind, request) VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'blog', '{"topic": "x"}');
INSERT INTO public.outputs (id, user_id, project_id, kind, status, body) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', '00000000-0000-4000-8000-00000000000a', 'email', 'completed', 'Text');
INSERT INTO public.outputs_archive SELECT * FROM public.outputs WHERE id = '00000000-0000-4000-8000-0000000000c2';
INSERT INTO public.output_versions (output_id, user_id, version, reason, body) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', 0, 'generated', 'Text');
INSERT INTO public.templates (user_id, name, type, prompt) VALUES ('user_owner', 'Mine', 'blog', '{source}');
INSERT INTO public.transcriptions (user_id, file_id, text, word_count) VALUES ('user_owner', '00000000-0000-4000-8000-0000000000f1', 'Said', 1);
INSERT INTO private.file_jobs (file_id, user_id) VALUES ('00000000-0000-4000-8000-0000000000f1', 'user_owner');
INSERT INTO private.jobs (output_id, user_id, kind, request) VALUES ('00000000-0000-4000-8000-0000000000c1', 'user_owner', 'blog', '{"topic": "x"}');
INSERT INTO private.jobs (output_id, user_id, kind, request, state) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', 'email', '{}', 'completed');
INSERT INTO private.idempotency_keys (user_id, route, key, request_hash, status) VALUES ('user_owner', 'POST /projects', 'k', 'h', 201);
INSERT INTO private.rates (user_id, window_start, used) VALUES ('user_owner', now(), 1);
INSERT INTO private.provider_calls (output_id, user_id, attempt, provider, outcome, prompt_tokens) VALUES ('00000000-0000-4000-8000-0000000000c2', 'user_owner', 1, 'extractive', 'completed', 11);
INSERT INTO private.subscriptions (user_id, plan) VALUES ('user_owner', 'pro');
INSERT INTO private.waiters (user_id, token, expires_at) VALUES ('user_owner', gen_random_uuid(), now());
INSERT INTO private.leases (name, expires_at) VALUES ('maintenance', now());
INSERT INTO private.tombstones (user_id) VALUES ('user_deleted');
INSERT INTO private.clerk_users (user_id, name, updated_at) VALUES ('user_other', 'Other', now());
INSERT INTO private.webhook_events (id) VALUES ('msg_1');
