-- Who works off jobs, and when it was last heard of: the jobs of one that died are given back.
create table job_workers (
  worker_id text primary key,
  host text not null,
  pid integer not null,
  began text not null,
  seen_at timestamptz not null default now()
);
