-- Invoices lacking what the law asks for are not issued; else that is a warning.
alter table billing_settings add column complete_invoices boolean not null default false;
