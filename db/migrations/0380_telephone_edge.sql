-- The edge of the telephone: of the processes that may start its programs one has them, and says where browsers are handed on to.
create table telephone_edge (
  only_one boolean primary key default true check (only_one),
  held_by uuid not null,
  held_until timestamptz not null,
  state text not null default 'begins' check (state in ('begins', 'runs', 'no_programs')),
  socket_port integer check (socket_port between 1 and 65535)
);
