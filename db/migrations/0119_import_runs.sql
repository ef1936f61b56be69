-- Whoever runs an import says so: one that was taken for dead finds another's run here, and gives up.

alter table imports add column run_id uuid;
