-- The whole organisation in one archive is an export like others, of no list.
alter table exports drop constraint exports_format_check;
alter table exports add constraint exports_format_check
  check (format in ('csv', 'xlsx', 'jsonl', 'parquet', 'vcard', 'icalendar', 'archive'));
alter table exports add constraint exports_archive_check check ((format = 'archive') = (object = 'organisation'));
