-- A recording that is not there yet is asked for again, with pauses.
alter table calls
  add column recording_attempts integer not null default 0,
  add column recording_due_at timestamptz;
