-- Parts of a long short message that wait for the others are found without reading all that ever came in.
create index receipts_parts on receipts (account_id, at) where source_id like 'part:%' and problem is null;
