-- By which plans something was paid already is asked by what was paid.
create index commission_rows_entry on commission_rows (entry);
