-- Each message of a visitor is counted. After a crash of the database the counts of the last minutes are gone, and that is all.
alter table auth.attempts set unlogged;
