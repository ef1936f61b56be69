-- Who of us is there for what waits, and to whom it was given by itself, with the reason.

alter table queues
  add column routing text not null default 'manual' check (routing in ('manual', 'least_loaded')),
  add column skills text[] not null default '{}',
  add column weight integer not null default 1 check (weight between 1 and 100);

create table agents (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users,
  state text not null default 'away' check (state in ('available', 'away')),
  languages text[] not null default '{}',
  skills text[] not null default '{}',
  capacity integer not null default 10 check (capacity between 1 and 1000),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index agents_user on agents (user_id);
create index agents_state on agents (state, id) where archived_at is null;

create table conversation_routings (
  conversation_id uuid primary key references conversations on delete cascade,
  user_id uuid not null references users,
  queue_id uuid references queues on delete set null,
  at timestamptz not null,
  -- What they had then of what they can take, and how many others could have had it.
  load integer not null,
  capacity integer not null,
  others integer not null,
  skills text[] not null,
  language text
);
create index conversation_routings_user on conversation_routings (user_id, at);
create index conversation_routings_queue on conversation_routings (queue_id);

update roles set grants = jsonb_set(grants, '{objects,agent}',
    jsonb_build_object('read', 'all', 'export', false, 'create', key = 'sales_manager', 'bulk', false,
      'change', case key when 'sales_manager' then 'all' else 'none' end,
      'delete', case key when 'sales_manager' then 'all' else 'none' end))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
