-- What a customer is recognised by when another system writes: the address of mail and the name have indexes already.
create index parties_phone on parties (phone) where phone is not null and archived_at is null;
create index parties_tax_number on parties (tax_number) where tax_number is not null and archived_at is null;
