-- What the sign-in service says of users, and those it says are gone: a tombstone keeps them away, and `maintenance`
-- erases what was theirs. Then what administrators look at.

BEGIN;
DO $migration$ BEGIN
IF NOT private.begin_migration('0018_erasure.sql') THEN RETURN; END IF;

CREATE TABLE IF NOT EXISTS private.tombstones (
  user_id TEXT PRIMARY KEY,
  deleted_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  erased_at TIMESTAMPTZ,
  erase_at TIMESTAMPTZ DEFAULT now()
);
CREATE INDEX IF NOT EXISTS tombstones_erase_at_idx ON private.tombstones (erase_at) WHERE erase_at IS NOT NULL;

CREATE TABLE IF NOT EXISTS private.clerk_users (
  user_id TEXT PRIMARY KEY,
  name TEXT,
  updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE IF NOT EXISTS private.webhook_events (
  id TEXT PRIMARY KEY,
  received_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX IF NOT EXISTS webhook_events_received_at_idx ON private.webhook_events (received_at);

ALTER TABLE private.tombstones ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.clerk_users ENABLE ROW LEVEL SECURITY;
ALTER TABLE private.webhook_events ENABLE ROW LEVEL SECURITY;

-- What was spent stays when its user is gone, without whose it was.
ALTER TABLE private.provider_calls ALTER COLUMN user_id DROP NOT NULL;

-- For erasure, and for administrators: lists over all users, and what failed or was spent of late.
CREATE INDEX IF NOT EXISTS outputs_archive_user_id_idx ON public.outputs_archive (user_id);
CREATE INDEX IF NOT EXISTS profiles_keyset_idx ON public.profiles (created_at DESC, (md5(user_id)::uuid) DESC);
CREATE INDEX IF NOT EXISTS projects_created_at_idx ON public.projects (created_at DESC, id DESC);
CREATE INDEX IF NOT EXISTS outputs_failed_idx ON public.outputs (completed_at) WHERE status = 'failed';
CREATE INDEX IF NOT EXISTS provider_calls_created_at_idx ON private.provider_calls (created_at);

REVOKE ALL ON TABLE private.tombstones, private.clerk_users, private.webhook_events
  FROM PUBLIC, anon, authenticated, service_role, repostr_api, repostr_worker;
GRANT SELECT, UPDATE (erased_at, erase_at) ON private.tombstones TO repostr_worker;
GRANT SELECT, DELETE ON private.webhook_events TO repostr_worker;
DROP POLICY IF EXISTS tombstones_worker_all ON private.tombstones;
CREATE POLICY tombstones_worker_all ON private.tombstones TO repostr_worker USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS webhook_events_worker_all ON private.webhook_events;
CREATE POLICY webhook_events_worker_all ON private.webhook_events TO repostr_worker USING (true) WITH CHECK (true);

COMMENT ON TABLE private.tombstones IS 'Users who were deleted. Kept for ever: no token and no late event brings one back';
COMMENT ON COLUMN private.tombstones.erased_at IS 'When nothing of theirs was left, at last';
COMMENT ON COLUMN private.tombstones.erase_at IS 'When to look (again) for what is theirs. NULL: never again';
COMMENT ON TABLE private.clerk_users IS 'What Clerk said last of each user, to know it from what users say themselves';
COMMENT ON TABLE private.webhook_events IS 'Ids of events that were worked off. No user in it';
COMMENT ON COLUMN private.provider_calls.user_id IS 'NULL: of a user who was deleted since';

INSERT INTO public.schema_versions (version) VALUES ('1.17.0') ON CONFLICT DO NOTHING;

END $migration$;
COMMIT;
