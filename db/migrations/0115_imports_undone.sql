-- An import is taken back unit by unit, the last one first, and says what stays.

create table import_units (
  number bigint generated always as identity primary key,
  import_id uuid not null references imports on delete cascade,
  unit_id uuid not null,
  at timestamptz not null,
  -- How often it was dealt with; what was asked for again is dealt with again.
  pass integer not null default 0,
  -- Records taken back, and what of them stays: changed since, or not for who took it back.
  records integer not null default 0,
  stays jsonb not null default '[]'
);
create index import_units_import on import_units (import_id, number desc);

alter table imports add column undo_state text check (undo_state in ('waiting', 'running', 'done'));
alter table imports add column undo_pass integer not null default 0;
alter table imports add column undo_anyway boolean not null default false;
alter table imports add column undone_by uuid references users(id);
alter table imports add column undo_rights jsonb;
