-- What a pipeline asks of a deal: by when it moves on, what is needed on the way into a stage, what is to be done there.

alter table stages add column days_limit integer check (days_limit between 1 and 3650);
-- So long a card could stand on the board before it was greyed.
update stages set days_limit = 30 where kind = 'open';

-- What a deal needs to come into a stage: a field that says something, or a thing to be ticked.
create table stage_requirements (
  id uuid primary key default uuid_v7(),
  stage_id uuid not null references stages on delete cascade,
  kind text not null check (kind in ('field', 'check')),
  field text check (length(field) between 1 and 63),
  text text check (length(text) between 1 and 200),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (case kind when 'field' then field is not null else text is not null end)
);
create index stage_requirements_stage on stage_requirements (stage_id, position);

create table deal_checks (
  deal_id uuid not null references deals on delete cascade,
  requirement_id uuid not null references stage_requirements on delete cascade,
  checked_at timestamptz not null,
  checked_by uuid references users,
  primary key (deal_id, requirement_id)
);
create index deal_checks_requirement on deal_checks (requirement_id);

-- What is to be done in a stage; made into tasks each time that a deal comes into it.
create table playbook_steps (
  id uuid primary key default uuid_v7(),
  stage_id uuid not null references stages on delete cascade,
  subject text not null check (length(subject) between 1 and 300),
  description text,
  kind text not null default 'to_do' check (kind in ('to_do', 'call', 'email', 'meeting')),
  due_days integer not null default 0 check (due_days between 0 and 365),
  doer text not null default 'owner' check (doer in ('owner', 'manager', 'user')),
  user_id uuid references users,
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('s', subject)) stored,
  check ((doer = 'user') = (user_id is not null))
);
create index playbook_steps_stage on playbook_steps (stage_id, position);
create index playbook_steps_user on playbook_steps (user_id);

create table playbook_tasks (
  stage_change_id uuid not null references stage_changes on delete cascade,
  step_id uuid not null references playbook_steps on delete cascade,
  task_id uuid not null references tasks on delete cascade,
  primary key (stage_change_id, step_id)
);
create index playbook_tasks_step on playbook_tasks (step_id);
create index playbook_tasks_task on playbook_tasks (task_id);

alter table deals
  -- From when on a deal has stood too long in its stage; null where it may stand.
  add column stuck_at timestamptz,
  add column won_reason text,
  add column won_comment text,
  add column split_from_id uuid references deals,
  add column recurs text check (recurs in ('monthly', 'quarterly', 'half_yearly', 'yearly')),
  add column recurs_next_on date,
  add column recurs_from_id uuid references deals,
  -- The period for which it was made anew.
  add column recurs_on date;
create index deals_stuck on deals (stuck_at, id) where stuck_at is not null and archived_at is null;
create index deals_split_from on deals (split_from_id) where split_from_id is not null;
create index deals_recurring on deals (recurs_next_on, id) where recurs_next_on is not null and archived_at is null;
create unique index deals_recurs_once on deals (recurs_from_id, recurs_on) where recurs_from_id is not null;
update deals d set stuck_at = d.stage_entered_at + make_interval(days => s.days_limit)
  from stages s where s.id = d.stage_id and s.kind = 'open';

alter table pipelines
  add column seen_by text not null default 'everyone' check (seen_by in ('everyone', 'teams')),
  add column sold_by text not null default 'everyone' check (sold_by in ('everyone', 'teams'));
create table pipeline_teams (
  pipeline_id uuid not null references pipelines on delete cascade,
  team_id uuid not null references teams,
  primary key (pipeline_id, team_id)
);
create index pipeline_teams_team on pipeline_teams (team_id);

-- Records that are kept to teams: for everybody else, and what hangs on them, they are not there. Few of few objects.
create table kept_records (
  record_id uuid primary key,
  object text not null,
  team_ids uuid[] not null
);
create constraint trigger access_of_kept_records after insert or update or delete
  on kept_records deferrable initially deferred for each row execute function access_changed();

update roles set grants = jsonb_set(jsonb_set(grants, '{permissions}',
    grants -> 'permissions' || case key when 'sales_manager' then '["deals:split"]'::jsonb
      when 'salesperson' then '["deals:split"]'::jsonb else '[]'::jsonb end),
  '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'),
      'create', false, 'bulk', false, 'change', 'none', 'delete', 'none'))
    from unnest(array['stage_requirement', 'playbook_step']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
