-- What counts for a member is found when they are deleted. Of personal accounts there is nothing in these indexes.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0049_usage_by_member_indexes.sql') THEN RETURN; END IF;

CREATE INDEX IF NOT EXISTS reservations_created_by_idx ON private.reservations (created_by) WHERE created_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS counters_created_by_idx ON private.counters (created_by) WHERE created_by IS NOT NULL;

INSERT INTO public.schema_versions (version) VALUES ('1.48.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
