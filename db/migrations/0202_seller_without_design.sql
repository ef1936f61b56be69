-- Logo and foot of documents are kept with their design.
alter table sellers drop column logo_id, drop column footer;
