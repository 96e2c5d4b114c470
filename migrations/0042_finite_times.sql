-- Through the Data API a row could be given any time, 'infinity' among them, which no reader can say. Those that were get the
-- present one. From here on repeatable/data_api.sql refuses them.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0042_finite_times.sql') THEN RETURN; END IF;

UPDATE public.profiles SET created_at = now() WHERE created_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.projects SET created_at = now() WHERE created_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.files SET created_at = now() WHERE created_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.templates SET created_at = now() WHERE created_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.outputs SET created_at = now() WHERE created_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.outputs SET started_at = NULL WHERE started_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.outputs SET completed_at = created_at WHERE completed_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';
UPDATE public.outputs SET cancel_requested_at = NULL WHERE cancel_requested_at NOT BETWEEN '2000-01-01Z' AND '2999-12-31Z';

INSERT INTO public.schema_versions (version) VALUES ('1.41.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
