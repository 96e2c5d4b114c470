-- Who of an organization used what. The value of a counter is the sum of its rows, as before; those of a member are some of them.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0047_usage_by_member.sql') THEN RETURN; END IF;

ALTER TABLE private.reservations ADD COLUMN created_by TEXT;
ALTER TABLE private.counters ADD COLUMN created_by TEXT;
COMMENT ON COLUMN private.reservations.created_by IS 'Who of an organization asked for it. NULL: deleted since, or from before this was kept; of a personal account always';
COMMENT ON COLUMN private.counters.created_by IS 'Who of an organization it counts for. NULL: nobody, somebody deleted since, or from before this was kept; of a personal account always';

INSERT INTO public.schema_versions (version) VALUES ('1.46.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
