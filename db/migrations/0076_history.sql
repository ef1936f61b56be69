-- History says in which act and from where, also holds what is no change of a record, and only grows.

alter table history
  -- The unit of work: what was done in one act bears one id.
  add column unit_id uuid,
  -- The API key by which it was done, and the address from which.
  add column key_id uuid,
  add column address text check (length(address) <= 64),
  -- The act that this one takes back.
  add column undoes uuid,
  -- What is to be said of it besides fields: what went along with it, what an export held.
  add column details jsonb,
  alter column object drop not null,
  alter column record_id drop not null,
  drop constraint history_kind_check,
  add check (kind ~ '^[a-z][a-z_]{1,59}$');
create index history_time on history (at, id);
create index history_actor on history (actor_id, at, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is only ever added to', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
create trigger history_only_grows before update or delete or truncate on history
  for each statement execute function refuse_change();
