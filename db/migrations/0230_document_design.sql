-- How the organisation has its documents look and what it says on them; nothing stands here until somebody changes it.
create table document_design (
  id boolean primary key default true check (id),
  design jsonb not null check (pg_column_size(design) < 1000000),
  logo bytea check (octet_length(logo) <= 512000),
  updated_at timestamptz not null default now()
);
