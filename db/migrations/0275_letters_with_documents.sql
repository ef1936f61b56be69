-- Letters with documents in them: an invoice goes out as a quote does, and of both it is seen what became of the letter.

alter table quote_mailings
  add column tries integer not null default 0,
  add column failed_at timestamptz,
  add column failure text check (failure in ('refused', 'unreachable', 'partly', 'not_due')),
  add column answer text check (length(answer) <= 500),
  add constraint quote_mailings_outcome check (sent_at is null or failed_at is null);

-- `failure` is what stood in the way of the last try, `answer` what the mail server said. It is given up once `failed_at` is set.
create table invoice_mailings (
  id uuid primary key default uuid_v7(),
  invoice_id uuid not null references invoices on delete cascade,
  kind text not null check (kind in ('invoice', 'reminder')),
  addresses text[] not null check (cardinality(addresses) between 1 and 10),
  subject text not null check (length(subject) between 1 and 300),
  body text not null check (length(body) between 1 and 10000),
  tries integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz,
  failure text check (failure in ('refused', 'unreachable', 'partly', 'not_due')),
  answer text check (length(answer) <= 500),
  created_at timestamptz not null default now(),
  created_by uuid references users,
  constraint invoice_mailings_outcome check (sent_at is null or failed_at is null)
);
create index invoice_mailings_invoice on invoice_mailings (invoice_id, created_at);
create index invoice_mailings_created_by on invoice_mailings (created_by);
