-- What an API key is bound to besides its role; absent: nothing.
alter table api_keys
  add scopes text[] check (cardinality(scopes) > 0),
  add expires_at timestamptz,
  add networks text[] check (cardinality(networks) > 0),
  add requests_per_minute integer check (requests_per_minute > 0);
