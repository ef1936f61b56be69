-- What reports read of a ticket stands on it: how long it took in minutes of business, and how many promises were kept.
alter table tickets
  -- Hour of the day at which it came, by the clock of the organisation.
  add column came_hour smallint check (came_hour between 0 and 23),
  -- Minutes of business by the calendar of its service level, without what it stood still; as the clock goes where none is promised.
  add column first_answer_minutes integer check (first_answer_minutes >= 0),
  add column solution_minutes integer check (solution_minutes >= 0),
  add column promises_kept smallint not null default 0,
  add column promises_missed smallint not null default 0,
  -- The order that it is about.
  add column order_id uuid references orders;
create index tickets_order on tickets (order_id) where order_id is not null;

-- What was answered before this was kept took as long as the clock says.
update tickets t set
  came_hour = extract(hour from t.created_at at time zone o.time_zone),
  first_answer_minutes = greatest(0, extract(epoch from t.first_answered_at - t.created_at) / 60),
  solution_minutes = greatest(0, extract(epoch from t.solved_at - t.created_at) / 60),
  promises_kept = (select count(*) from ticket_deadlines d where d.ticket_id = t.id and not d.missed and d.met_at is not null),
  promises_missed = (select count(*) from ticket_deadlines d where d.ticket_id = t.id and d.missed)
from organisation o;
