-- Leads: a party that may become a customer, from when it came in until somebody says what it is worth. A party may be a lead
-- more than once in time, so each time is a row of its own.

create table leads (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 300),
  party_id uuid not null references parties,
  status text not null default 'new' check (status in ('new', 'working', 'nurturing', 'qualified', 'unqualified')),
  rating text check (rating in ('hot', 'warm', 'cold')),
  source text,
  interest text,
  amount numeric, amount_currency text,
  -- As it was said when they came in; qualifying takes it over into the records it makes.
  contact_name text,
  company_name text,
  job_title text,
  email text,
  phone text,
  assigned_at timestamptz,
  first_touched_at timestamptz,
  closed_at timestamptz,
  unqualified_reason text,
  unqualified_comment text,
  -- What it became.
  company_id uuid references parties,
  person_id uuid references parties,
  deal_id uuid references deals,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)
    || coalesce(search_words('t', contact_name), '') || coalesce(search_words('c', company_name), '')
    || coalesce(search_words('e', email), '') || coalesce(search_phone('p', phone), '')
    || coalesce(search_words('i', interest), '')) stored,
  check ((status in ('qualified', 'unqualified')) = (closed_at is not null)),
  check ((status = 'unqualified') = (unqualified_reason is not null))
);
create index leads_created on leads (created_at, id) where archived_at is null;
create index leads_status on leads (status, created_at, id) where archived_at is null;
create index leads_rating on leads (rating, created_at, id) where archived_at is null;
create index leads_name on leads (name, id) where archived_at is null;
create index leads_owner on leads (owner_id, created_at, id) where archived_at is null;
create index leads_owner_any on leads (owner_id);
create index leads_party on leads (party_id);
create index leads_company on leads (company_id) where company_id is not null;
create index leads_person on leads (person_id) where person_id is not null;
create index leads_deal on leads (deal_id) where deal_id is not null;
create index leads_email on leads (lower(email));
create index leads_words on leads using gin (search_words) with (gin_pending_list_limit = 256);
-- Those that wait for somebody, and those that somebody has had for long without a word: few of many.
create index leads_waiting on leads (id) where owner_id is null and status = 'new' and archived_at is null;
create index leads_untouched on leads (assigned_at, id)
  where owner_id is not null and first_touched_at is null and status = 'new' and archived_at is null;

create table lead_products (
  lead_id uuid not null references leads on delete cascade,
  product_id uuid not null references products,
  primary key (lead_id, product_id)
);
create index lead_products_product on lead_products (product_id);

-- What qualifying a lead wrote, by which it is taken back.
create table lead_qualifications (
  id uuid primary key default uuid_v7(),
  lead_id uuid not null references leads on delete cascade,
  unit_id uuid not null,
  qualified_at timestamptz not null,
  qualified_by uuid references users,
  taken_back_at timestamptz
);
create unique index lead_qualifications_standing on lead_qualifications (lead_id) where taken_back_at is null;
create index lead_qualifications_lead on lead_qualifications (lead_id);

-- Where who sells to whom: a condition on parties, and whose they are.
create table territories (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  condition text not null check (length(condition) between 1 and 10000),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create table territory_users (
  territory_id uuid not null references territories on delete cascade,
  user_id uuid not null references users,
  primary key (territory_id, user_id)
);
create index territory_users_user on territory_users (user_id);

-- When people are at work: a user, or everybody of a team.
create table working_times (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  user_id uuid references users,
  team_id uuid references teams,
  days text[] not null default '{}',
  opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text not null check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  time_zone text check (length(time_zone) <= 60),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored,
  check (opens < closes)
);
create index working_times_user on working_times (user_id);
create index working_times_team on working_times (team_id);

-- What a seller takes on: how many leads, in which languages, for which products.
create table sales_profiles (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users,
  most_open integer check (most_open between 0 and 100000),
  languages text[] not null default '{}',
  away_until date,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index sales_profiles_user on sales_profiles (user_id) where archived_at is null;
create table sales_profile_products (
  sales_profile_id uuid not null references sales_profiles on delete cascade,
  product_id uuid not null references products,
  primary key (sales_profile_id, product_id)
);
create index sales_profile_products_product on sales_profile_products (product_id);

-- Who gets which leads: the first rule that fits and has somebody free says so.
create table assignment_rules (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  position integer not null default 0,
  active boolean not null default true,
  condition text check (length(condition) <= 10000),
  way text not null check (way in ('user', 'round_robin', 'load', 'territory', 'product', 'language')),
  user_id uuid references users,
  team_id uuid references teams,
  within_hours boolean not null default false,
  most_open integer check (most_open between 0 and 100000),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index assignment_rules_user on assignment_rules (user_id);
create index assignment_rules_team on assignment_rules (team_id);

-- Whose a lead was, from when to when, and why.
create table lead_assignments (
  id uuid primary key default uuid_v7(),
  lead_id uuid not null references leads on delete cascade,
  user_id uuid not null references users,
  way text not null check (way in ('by_hand', 'user', 'round_robin', 'load', 'territory', 'product', 'language')),
  rule_id uuid references assignment_rules on delete set null,
  -- How the rules came to it, as they were then.
  explanation jsonb,
  assigned_at timestamptz not null,
  -- In which order they were given out, also within one moment.
  turn bigint generated always as identity,
  ended_at timestamptz,
  ended text check (ended in ('handed_over', 'returned', 'closed')),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check ((ended is null) = (ended_at is null))
);
create unique index lead_assignments_standing on lead_assignments (lead_id) where ended_at is null;
create index lead_assignments_lead on lead_assignments (lead_id, turn desc);
create index lead_assignments_user on lead_assignments (user_id);
-- Whose turn it is in a rule.
create index lead_assignments_turn on lead_assignments (rule_id, user_id, turn desc);

-- The roles that come along sell as before, and now leads, too.
update roles set grants = jsonb_set(jsonb_set(grants, '{permissions}',
    grants -> 'permissions' || case key when 'sales_manager' then '["leads:qualify", "leads:assign"]'::jsonb
      when 'marketer' then '["leads:assign"]'::jsonb when 'salesperson' then '["leads:qualify"]'::jsonb else '[]'::jsonb end),
  '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'))
      || case
        when name = 'lead' then jsonb_build_object('create', true, 'bulk', true,
          'change', case when key in ('sales_manager', 'marketer') then 'all' else 'own' end,
          'delete', case key when 'sales_manager' then 'team' else 'own' end)
        when name <> 'lead_assignment' and key = 'sales_manager'
          then '{"create": true, "bulk": true, "change": "all", "delete": "all"}'::jsonb
        else '{"create": false, "bulk": false, "change": "none", "delete": "none"}'::jsonb end)
    from unnest(array['lead', 'lead_assignment', 'territory', 'working_time', 'sales_profile', 'assignment_rule']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
