-- A payment that its payer disputes with the provider: kept as it is told, and what a lost one took.
create table disputes (
  id uuid primary key default uuid_v7(),
  payment_id uuid not null references payments,
  amount numeric not null check (amount > 0), amount_currency text not null check (amount_currency ~ '^[A-Z]{3}$'),
  reason text not null,
  state text not null check (state in ('needs_answer', 'under_review', 'won', 'lost', 'closed')),
  opened_on date not null,
  due_on date,
  refund_id uuid references refunds,
  provider_reference text not null check (length(provider_reference) <= 255),
  -- Of the last notice that was heeded: they come in whatever order.
  told_at timestamptz not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz
);
create unique index disputes_once on disputes (payment_id, provider_reference);
create index disputes_refund on disputes (refund_id) where refund_id is not null;
create index disputes_created on disputes (created_at, id) where archived_at is null;

-- What a notice says of a dispute, for one that comes before its payment.
alter table payment_notices add column dispute jsonb;

-- What was asked of the provider, to be asked with the same words again under the same key.
alter table payment_requests add column email text, add column language text;
