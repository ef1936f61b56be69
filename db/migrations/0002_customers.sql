-- The party: a person or a company we have to do with, and all that hangs on it.

create table parties (
  id uuid primary key default uuid_v7(),
  kind text not null check (kind in ('person', 'company')),
  -- A person's is put together from the parts; a company's is its own.
  name text not null check (length(name) between 1 and 400),
  given_name text, middle_name text, family_name text,
  roles text[] not null default '{}',
  owner_id uuid references users,
  -- The main ones; contact_points holds these and all others.
  email text, phone text,
  website text,
  address_street text, address_city text, address_region text, address_postal_code text, address_country text,
  -- Person
  company_id uuid references parties,
  job_title text,
  birth_date date,
  gender text,
  income numeric, income_currency text,
  -- Company
  parent_id uuid references parties,
  legal_name text, tax_number text, registration_number text,
  industry text,
  employees integer,
  revenue numeric, revenue_currency text,
  founded integer,
  -- Both
  language text, time_zone text,
  source text,
  description text,
  picture_id uuid references files,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, ''))) stored,
  check (kind = 'person' or (company_id is null and birth_date is null)),
  check (company_id <> id), check (parent_id <> id)
);
create index parties_name on parties (kind, name, id) where archived_at is null;
create index parties_created on parties (kind, created_at, id) where archived_at is null;
create index parties_city on parties (lower(address_city), name, id) where archived_at is null;
create index parties_owner on parties (owner_id);
create index parties_company on parties (company_id) where company_id is not null;
create index parties_parent on parties (parent_id) where parent_id is not null;
create index parties_search on parties using gin (search_text gin_trgm_ops);
create index parties_roles on parties using gin (roles);
create index parties_email on parties (lower(email)) where email is not null;

create table contact_points (
  id uuid primary key default uuid_v7(),
  party_id uuid not null references parties on delete cascade,
  kind text not null check (kind in ('email', 'phone', 'website', 'telegram', 'whatsapp', 'viber', 'vk', 'skype', 'other')),
  value text not null check (length(value) between 1 and 320),
  -- As a channel compares it: lower case, E.164.
  normalised text not null,
  label text,
  main boolean not null default false,
  valid_from date, valid_until date,
  opted_out_at timestamptz,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index contact_points_once on contact_points (party_id, kind, normalised) where archived_at is null;
create index contact_points_found on contact_points (kind, normalised) where archived_at is null;

create table relations (
  id uuid primary key default uuid_v7(),
  kind text not null check (kind in ('works_at', 'parent_company', 'household', 'partner_of', 'supplier_of', 'competitor_of', 'referred_by')),
  from_id uuid not null references parties on delete cascade,
  to_id uuid not null references parties on delete cascade,
  title text,
  started_on date, ended_on date,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (from_id <> to_id)
);
create unique index relations_once on relations (kind, from_id, to_id) where archived_at is null and ended_on is null;
create index relations_from on relations (from_id);
create index relations_to on relations (to_id);

-- An append-only ledger: the newest line for a party, purpose and channel is what holds.
create table consents (
  id uuid primary key default uuid_v7(),
  party_id uuid not null references parties on delete cascade,
  purpose text not null check (purpose in ('marketing', 'service', 'profiling', 'sharing')),
  channel text not null check (channel in ('email', 'phone', 'sms', 'messenger', 'post', 'any')),
  given boolean not null,
  basis text not null check (basis in ('consent', 'contract', 'legitimate_interest', 'legal_obligation')),
  proof text,
  source text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index consents_party on consents (party_id, created_at desc);

-- The number is encrypted by the application; only its last characters are readable.
create table identity_documents (
  id uuid primary key default uuid_v7(),
  party_id uuid not null references parties on delete cascade,
  kind text not null check (kind in ('identity_card', 'passport', 'driving_licence', 'residence_permit', 'personal_number', 'other')),
  number_encrypted bytea not null,
  number_ending text not null,
  country text check (country ~ '^[A-Z]{2}$'),
  issued_on date, expires_on date,
  purpose text not null check (length(purpose) between 3 and 500),
  keep_until date not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index identity_documents_party on identity_documents (party_id);

create table identity_document_readings (
  id uuid primary key default uuid_v7(),
  document_id uuid not null references identity_documents on delete cascade,
  reader_id uuid not null references users,
  reason text not null check (length(reason) between 3 and 500),
  at timestamptz not null default now()
);
create index identity_document_readings_document on identity_document_readings (document_id, at desc);

-- Append-only: one contact between a party and us, whatever the channel.
create table interactions (
  id uuid primary key default uuid_v7(),
  at timestamptz not null,
  channel text not null,
  direction text not null check (direction in ('in', 'out', 'both')),
  kind text not null,
  party_id uuid not null references parties,
  company_id uuid references parties,
  agent_id uuid references users,
  conversation_id uuid,
  deal_id uuid,
  subject text,
  body text,
  outcome text,
  duration integer check (duration >= 0),
  source text not null default 'screen',
  details jsonb not null default '{}',
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create index interactions_party on interactions (party_id, at desc, id desc);
create index interactions_company on interactions (company_id, at desc, id desc) where company_id is not null;
create index interactions_deal on interactions (deal_id, at desc, id desc) where deal_id is not null;

-- The source's own identity of what came in: a replay writes nothing.
create table receipts (
  source text not null,
  source_id text not null,
  interaction_id uuid references interactions,
  at timestamptz not null default now(),
  primary key (source, source_id)
);

create table tasks (
  id uuid primary key default uuid_v7(),
  subject text not null check (length(subject) between 1 and 300),
  kind text not null default 'to_do',
  priority text not null default 'normal',
  due_at timestamptz,
  ends_at timestamptz,
  done_at timestamptz,
  party_id uuid references parties,
  deal_id uuid,
  owner_id uuid references users,
  description text,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_text text generated always as (search_fold(subject)) stored
);
create index tasks_owner on tasks (owner_id, due_at, id) where done_at is null and archived_at is null;
create index tasks_due on tasks (due_at, id) where archived_at is null;
create index tasks_party on tasks (party_id);
create index tasks_deal on tasks (deal_id);

create table notes (
  id uuid primary key default uuid_v7(),
  body text not null check (length(body) between 1 and 50000),
  party_id uuid references parties,
  deal_id uuid,
  pinned boolean not null default false,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (party_id is not null or deal_id is not null)
);
create index notes_party on notes (party_id, created_at desc);
create index notes_deal on notes (deal_id, created_at desc);
