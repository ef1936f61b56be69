-- Templates of imports: how the columns of a file that comes again and again become records, by their headings.

create table import_templates (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 120),
  object text not null,
  -- By index of the column in the mapping.
  headings jsonb not null,
  mapping jsonb not null,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now()
);
create unique index import_templates_name on import_templates (lower(name));

alter table imports add column template_id uuid references import_templates on delete set null;
