-- Web forms: what each asks, and what becomes of what is sent.

create table web_forms (
  account_id uuid primary key references channel_accounts on delete cascade,
  settings jsonb not null,
  changed_at timestamptz not null default now()
);
