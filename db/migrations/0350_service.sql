-- Service: what customers ask of us, by when we owe it, and how far it has come.

-- When a business works: several hours a day, days off, in a zone of its own.
create table business_calendars (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create table business_hours (
  id uuid primary key default uuid_v7(),
  calendar_id uuid not null references business_calendars on delete cascade,
  days text[] not null default '{}',
  opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text not null check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (closes > opens)
);
create index business_hours_calendar on business_hours (calendar_id);
create table holidays (
  id uuid primary key default uuid_v7(),
  calendar_id uuid not null references business_calendars on delete cascade,
  name text not null check (length(name) between 1 and 200),
  day date not null,
  yearly boolean not null default false,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index holidays_calendar on holidays (calendar_id, day);

-- What is promised to whom. The first active one whose condition a ticket fulfils holds.
create table service_levels (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  position integer not null default 0,
  active boolean not null default true,
  condition text,
  calendar_id uuid references business_calendars,
  pauses text[] not null default '{waiting,on_hold}',
  warn_minutes integer not null default 30 check (warn_minutes >= 0),
  escalations text[] not null default '{}',
  escalate_to_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index service_levels_calendar on service_levels (calendar_id) where calendar_id is not null;
create index service_levels_user on service_levels (escalate_to_id) where escalate_to_id is not null;
-- Minutes of business by priority.
create table service_targets (
  id uuid primary key default uuid_v7(),
  service_level_id uuid not null references service_levels on delete cascade,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  first_answer integer check (first_answer between 1 and 525600),
  next_answer integer check (next_answer between 1 and 525600),
  solution integer check (solution between 1 and 525600),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index service_targets_priority on service_targets (service_level_id, priority) where archived_at is null;
create index service_targets_level on service_targets (service_level_id);

-- Where tickets can stand, in the organisation's own words.
create table ticket_statuses (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  kind text not null default 'open' check (kind in ('new', 'open', 'waiting', 'on_hold', 'solved', 'closed')),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);

create table tickets (
  id uuid primary key default uuid_v7(),
  number text unique,
  subject text not null check (length(subject) between 1 and 300),
  description text,
  type text not null default 'question',
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
  status_id uuid not null references ticket_statuses,
  queue_id uuid references queues,
  customer_id uuid references parties,
  contact_id uuid references parties,
  product_id uuid references products,
  contract_id uuid references contracts,
  conversation_id uuid references conversations,
  channel text,
  parent_id uuid references tickets,
  problem_id uuid references tickets,
  merged_into_id uuid references tickets,
  service_level_id uuid references service_levels,
  -- Since when they wait for an answer of ours.
  waiting_since timestamptz,
  first_answered_at timestamptz,
  first_answer_due timestamptz,
  next_answer_due timestamptz,
  solution_due timestamptz,
  -- The next of them that is still to be met.
  due_at timestamptz,
  -- Since when the next of them has been missed.
  overdue_since timestamptz,
  breached boolean not null default false,
  solved_at timestamptz,
  solution text,
  closed_at timestamptz,
  reopened integer not null default 0,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('s', subject)
    || coalesce(search_words('n', number), '') || coalesce(search_words('d', description), '')) stored,
  check (parent_id <> id), check (problem_id <> id), check (merged_into_id <> id)
);
create sequence ticket_numbers owned by tickets.number;
create index tickets_created on tickets (created_at, id) where archived_at is null;
create index tickets_status on tickets (status_id, due_at, id) where archived_at is null;
create index tickets_status_any on tickets (status_id);
create index tickets_due on tickets (due_at, id) where archived_at is null;
create index tickets_overdue on tickets (overdue_since, id) where overdue_since is not null and archived_at is null;
create index tickets_owner on tickets (owner_id, due_at, id);
create index tickets_queue on tickets (queue_id, due_at, id);
create index tickets_customer on tickets (customer_id, created_at, id);
create index tickets_contact on tickets (contact_id) where contact_id is not null;
create index tickets_product on tickets (product_id) where product_id is not null;
create index tickets_contract on tickets (contract_id) where contract_id is not null;
create index tickets_conversation on tickets (conversation_id) where conversation_id is not null;
create index tickets_parent on tickets (parent_id) where parent_id is not null;
create index tickets_problem on tickets (problem_id) where problem_id is not null;
create index tickets_merged on tickets (merged_into_id) where merged_into_id is not null;
create index tickets_level on tickets (service_level_id) where service_level_id is not null;
create index tickets_words on tickets using gin (search_words) with (gin_pending_list_limit = 256);

-- From when to when a ticket stood where; deadlines stand still while it waits.
create table ticket_status_changes (
  id uuid primary key default uuid_v7(),
  ticket_id uuid not null references tickets on delete cascade,
  status_id uuid not null references ticket_statuses,
  kind text not null check (kind in ('new', 'open', 'waiting', 'on_hold', 'solved', 'closed')),
  entered_at timestamptz not null,
  left_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index ticket_status_changes_ticket on ticket_status_changes (ticket_id, entered_at);
create index ticket_status_changes_status on ticket_status_changes (status_id);

-- What was promised and what became of it: the first answer and the solution once, the next answer each time that they wrote.
create table ticket_deadlines (
  id uuid primary key default uuid_v7(),
  ticket_id uuid not null references tickets on delete cascade,
  kind text not null check (kind in ('first_answer', 'next_answer', 'solution')),
  started_at timestamptz not null,
  -- Null while the clock stands still.
  due_at timestamptz,
  warn_at timestamptz,
  met_at timestamptz,
  missed boolean not null default false,
  warned_at timestamptz,
  escalated_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  unique (ticket_id, kind, started_at)
);
create index ticket_deadlines_warn on ticket_deadlines (warn_at) where met_at is null and warned_at is null;
create index ticket_deadlines_due on ticket_deadlines (due_at) where met_at is null and escalated_at is null;

update roles set grants = jsonb_set(jsonb_set(grants, '{permissions}',
    grants -> 'permissions' || case when key in ('service_agent', 'sales_manager') then '["tickets:work"]'::jsonb else '[]'::jsonb end),
  '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, case when key in ('service_agent', 'sales_manager')
      then jsonb_build_object('read', 'all', 'export', key = 'sales_manager', 'create', true, 'bulk', true, 'change', 'all', 'delete', 'none')
      else jsonb_build_object('read', 'all', 'export', key = 'marketer', 'create', false, 'bulk', false, 'change', 'none', 'delete', 'none') end)
    from unnest(array['ticket']) as name) || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'),
      'create', false, 'bulk', false, 'change', 'none', 'delete', 'none'))
    from unnest(array['ticket_status', 'ticket_status_change', 'ticket_deadline', 'business_calendar', 'business_hours', 'holiday',
      'service_level', 'service_target']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
