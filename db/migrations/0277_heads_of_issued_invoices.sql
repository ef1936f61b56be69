-- What an issued invoice says of its seller and its customer: it is printed so whatever becomes of them. Those issued before are
-- printed as both are today.
alter table invoices add column printed_head jsonb;

-- A contract is renewed from its first end on, so that one that ends on a 31st does so again.
alter table contracts add column first_ends_on date;
