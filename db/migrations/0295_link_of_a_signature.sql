-- Who made the link, or sent the letter with it, by which a signature came. Kept with the signature, for links end and stay
-- behind when an organisation moves.
alter table quote_signatures add column link_by uuid references users;
create index quote_signatures_link_by on quote_signatures (link_by);
