-- Which plan an account has, before plans were sold.

CREATE OR REPLACE FUNCTION private.plan_of(p_user TEXT)
RETURNS private.plans
LANGUAGE sql
STABLE
SET search_path = ''
AS $$
  SELECT plans FROM private.plans
    WHERE name = coalesce((SELECT plan FROM private.subscriptions WHERE user_id = p_user), 'free')
$$;
