-- Every list that a screen sends by itself reads what it shows, and not the table (`test/query-plans.test.ts`).

-- Pickers of a customer who may be a person or a company.
create index parties_any_name on parties (name, id) where archived_at is null;
-- "Mine", and the columns of a board by owner.
create index parties_owner_name on parties (owner_id, kind, name, id) where archived_at is null;
-- Birthdays in the calendar.
create index parties_birth_date on parties (birth_date, id) where birth_date is not null and archived_at is null;

-- What a text is compared by is folded; these were indexes of the text as it is written, which no query asks for, or
-- none. They hold all rows because of an index of some PostgreSQL keeps no statistics of the folded text: it took one
-- e-mail address for that of 5,000 people, and walked through the names of all of them until it met fifty.
drop index parties_email;
create index parties_email on parties (lower(email));
drop index parties_phone;
create index parties_phone on parties (lower(phone));
drop index parties_tax_number;
create index parties_tax_number on parties (lower(tax_number)) where tax_number is not null;
drop index parties_city;
create index parties_city on parties (lower(address_city), name, id);
create index parties_name_folded on parties (lower(name));
create index deals_number_folded on deals (lower(number));

-- Of the fields that the organisation added, likewise.
do $$
declare
  folded record;
begin
  for folded in
    select x.relname as index, c.oid::regclass as of, pg_get_expr(i.indexprs, i.indrelid) as text
    from pg_index i
    join pg_class x on x.oid = i.indexrelid
    join pg_class c on c.oid = i.indrelid
    where x.relname like 'x\_folded\_%' and i.indpred is not null
  loop
    execute format('drop index %I', folded.index);
    execute format('create index %I on %s (%s)', folded.index, folded.of, folded.text);
  end loop;
end $$;

-- All interactions, the newest first, and in the calendar; those of an agent.
create index interactions_at on interactions (at, id) where archived_at is null;
create index interactions_agent on interactions (agent_id, at, id) where agent_id is not null and archived_at is null;
-- All notes and consents, the newest first.
create index notes_created on notes (created_at, id) where archived_at is null;
create index consents_created on consents (created_at, id) where archived_at is null;
-- The view of tasks that are done.
create index tasks_done on tasks (done_at desc nulls last, id desc) where archived_at is null;
-- Next steps in the calendar.
create index deals_next_step_on on deals (next_step_on, id) where next_step_on is not null and archived_at is null;

analyze parties;
analyze deals;
