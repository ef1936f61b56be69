-- Who answered a short message by STOP is written to no more, whether anybody knows them or not, until they write START.
create table opted_out_numbers (
  number text primary key check (length(number) between 1 and 320),
  at timestamptz not null default now()
);
