-- A list of what is unsolved comes by deadline: who finds few there walks through the unsolved alone, and not through all tickets.
create index tickets_unsolved_due on tickets (due_at, id) where solved_at is null and archived_at is null;
