-- Invoices, payments and what the bank tells. What a document comes to, what of it is paid and its state follow from rows;
-- the constraints here have the last word: nothing is paid beyond what is open, nothing of an issued invoice is changed.

insert into number_series (key, prefix) values
  ('invoice', 'INV-{year}-'), ('deposit', 'DEP-{year}-'), ('credit_note', 'CN-{year}-'), ('payment', 'P-{year}-');

create table billing_settings (
  id boolean primary key default true check (id),
  -- Days until an invoice is due, unless it says otherwise.
  payment_days integer not null default 14 check (payment_days between 0 and 365),
  -- Days before the last day to give notice on which whoever keeps a contract is asked to decide.
  notice_lead_days integer not null default 30 check (notice_lead_days between 0 and 365),
  -- Invoices of subscriptions are issued as they are made; else they wait as drafts.
  issue_subscriptions boolean not null default true,
  updated_at timestamptz not null default now(), updated_by uuid references users
);
insert into billing_settings default values;

create table invoices (
  id uuid primary key default uuid_v7(),
  -- Given when it is issued.
  number text check (length(number) between 1 and 60),
  kind text not null default 'invoice' check (kind in ('invoice', 'deposit', 'credit_note')),
  state text not null default 'draft' check (state in ('draft', 'issued', 'partly_paid', 'paid', 'cancelled')),
  subject text check (length(subject) <= 300),
  customer_id uuid not null references parties,
  contact_id uuid references parties,
  deal_id uuid references deals,
  order_id uuid references orders,
  -- The invoice that a credit note corrects.
  corrects_id uuid references invoices,
  reason text check (length(reason) <= 60),
  reference text check (length(reference) <= 100),
  -- By which the bank tells its payment: RF of ISO 11649.
  payment_reference text,
  issued_on date,
  supplied_on date,
  due_on date,
  payment_days integer not null default 14 check (payment_days between 0 and 365),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  language text not null check (language in ('en', 'es', 'ru', 'bg')),
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_included boolean not null default false,
  rounding text not null default 'document' check (rounding in ('line', 'document')),
  net numeric not null default 0, net_currency text not null,
  tax numeric not null default 0, tax_currency text not null,
  total numeric not null default 0, total_currency text not null,
  -- By payments; of a credit note, what was given back. And by credit notes; of a credit note, what settled invoices.
  paid numeric not null default 0 check (paid >= 0), paid_currency text not null generated always as (currency) stored,
  credited numeric not null default 0 check (credited >= 0), credited_currency text not null generated always as (currency) stored,
  open numeric not null generated always as (total - paid - credited) stored, open_currency text not null generated always as (currency) stored,
  introduction text,
  terms text,
  tax_notes text,
  sent_at timestamptz,
  issued_by_id uuid references users,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (
    coalesce(search_title('u', number) || search_number('u', number), '') || coalesce(search_words('s', subject), '')
    || coalesce(search_number('r', reference), '')) stored,
  check (net_currency = currency and tax_currency = currency and total_currency = currency),
  check (net + tax = total),
  constraint invoices_total check (state = 'draft' or total >= 0),
  constraint invoices_settled check (paid + credited <= greatest(total, 0)),
  constraint invoices_issued check (state = 'draft' or (number is not null and issued_on is not null)),
  constraint invoices_corrects check ((kind = 'credit_note') = (corrects_id is not null)),
  -- The state follows from what is open.
  constraint invoices_state check (state in ('draft', 'cancelled') or state = case
    when total = paid + credited then 'paid' when paid + credited > 0 then 'partly_paid' else 'issued' end)
);
create unique index invoices_number on invoices (number);
create index invoices_number_folded on invoices (lower(number));
create index invoices_created on invoices (created_at, id) where archived_at is null;
create index invoices_issued_on on invoices (issued_on desc nulls last, id desc) where archived_at is null;
create index invoices_state on invoices (state, due_on, id) where archived_at is null;
create index invoices_due_on on invoices (due_on, id) where archived_at is null;
create index invoices_kind on invoices (kind, issued_on desc nulls last, id desc) where archived_at is null;
create index invoices_unpaid on invoices (currency, due_on, id) where archived_at is null and state in ('issued', 'partly_paid');
create index invoices_owner on invoices (owner_id, issued_on, id);
create index invoices_customer on invoices (customer_id);
create index invoices_contact on invoices (contact_id);
create index invoices_deal on invoices (deal_id);
create index invoices_order on invoices (order_id);
create index invoices_corrects on invoices (corrects_id);
create index invoices_words on invoices using gin (search_words) with (gin_pending_list_limit = 256);

create table invoice_lines (
  id uuid primary key default uuid_v7(),
  invoice_id uuid not null references invoices on delete cascade,
  position integer not null default 0,
  product_id uuid references products,
  description text not null check (length(description) between 1 and 2000),
  -- Negative where a deposit or a correction is taken off.
  quantity numeric not null check (quantity <> 0 and abs(quantity) < 1000000000),
  unit text check (length(unit) <= 40),
  price numeric not null check (abs(price) < 1000000000000), price_currency text not null,
  discount numeric not null default 0 check (discount between 0 and 100),
  tax_class text check (length(tax_class) <= 60),
  tax_rate numeric not null default 0 check (tax_rate between 0 and 100),
  tax_treatment text check (length(tax_treatment) <= 60),
  net numeric not null default 0, net_currency text not null,
  tax numeric not null default 0, tax_currency text not null,
  total numeric not null default 0, total_currency text not null,
  order_line_id uuid references order_lines,
  -- The line that a credit note corrects, and the deposit that a final invoice takes off.
  corrects_id uuid references invoice_lines,
  deposit_id uuid references invoices,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('d', description)) stored,
  check (net + tax = total)
);
create index invoice_lines_invoice on invoice_lines (invoice_id, position);
create index invoice_lines_product on invoice_lines (product_id);
create index invoice_lines_order_line on invoice_lines (order_line_id);
create index invoice_lines_corrects on invoice_lines (corrects_id);
create index invoice_lines_deposit on invoice_lines (deposit_id);
create index invoice_lines_words on invoice_lines using gin (search_words) with (gin_pending_list_limit = 256);

-- What was issued stays as it was issued; corrections are documents. Only whose it is and how it is settled goes on.
create function refuse_change_of_issued_invoice() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' and (new.state = 'draft' or (new.number, new.kind, new.currency, new.issued_on, new.net, new.tax, new.total, new.order_id, new.corrects_id)
    is distinct from (old.number, old.kind, old.currency, old.issued_on, old.net, old.tax, old.total, old.order_id, old.corrects_id)) then
    raise exception 'issued invoices are not changed' using errcode = 'restrict_violation', constraint = 'invoices_issued_stay';
  end if;
  return new;
end $$;
create trigger issued_invoices_stay before update on invoices for each row execute function refuse_change_of_issued_invoice();

create function refuse_change_of_issued_line() returns trigger language plpgsql as $$
begin
  if exists (select from invoices where id = any(array[old.invoice_id, new.invoice_id]) and state <> 'draft')
    and (tg_op <> 'UPDATE' or (new.invoice_id, new.description, new.quantity, new.price, new.discount, new.tax_rate, new.net, new.tax, new.archived_at)
      is distinct from (old.invoice_id, old.description, old.quantity, old.price, old.discount, old.tax_rate, old.net, old.tax, old.archived_at)) then
    raise exception 'lines of issued invoices are not changed' using errcode = 'restrict_violation', constraint = 'invoices_issued_stay';
  end if;
  return coalesce(new, old);
end $$;
create trigger lines_of_issued_invoices_stay before insert or update or delete on invoice_lines
  for each row execute function refuse_change_of_issued_line();

create table bank_accounts (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  -- IBAN or number, as its bank writes it in statements, without spaces.
  number text not null check (length(number) between 1 and 60),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- What is certain is settled without being asked.
  settles_certain boolean not null default false,
  -- What the columns of its lists are.
  csv_columns jsonb,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name) || search_number('u', number)) stored
);
create unique index bank_accounts_number on bank_accounts (number) where archived_at is null;
create index bank_accounts_number_folded on bank_accounts (lower(number));
create index bank_accounts_name on bank_accounts (name, id) where archived_at is null;
create index bank_accounts_words on bank_accounts using gin (search_words) with (gin_pending_list_limit = 256);

create table bank_statements (
  id uuid primary key default uuid_v7(),
  account_id uuid not null references bank_accounts,
  name text not null check (length(name) between 1 and 300),
  format text not null check (format in ('camt053', 'mt940', 'csv')),
  from_on date,
  until_on date,
  opening numeric, opening_currency text,
  closing numeric, closing_currency text,
  count integer not null default 0,
  -- Of the statement as it was told, so that the same one is known again.
  mark text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create unique index bank_statements_mark on bank_statements (account_id, mark);
create index bank_statements_created on bank_statements (created_at, id) where archived_at is null;
create index bank_statements_words on bank_statements using gin (search_words) with (gin_pending_list_limit = 256);

create table payments (
  id uuid primary key default uuid_v7(),
  number text not null check (length(number) between 1 and 60),
  customer_id uuid not null references parties,
  amount numeric not null check (amount > 0), amount_currency text not null check (amount_currency ~ '^[A-Z]{3}$'),
  received_on date not null,
  method text not null check (method in ('bank_transfer', 'card', 'cash', 'direct_debit', 'provider', 'other')),
  origin text not null default 'manual' check (origin in ('manual', 'bank', 'provider')),
  state text not null default 'received' check (state in ('received', 'reversed')),
  reference text check (length(reference) <= 2000),
  payer text check (length(payer) <= 300),
  payer_account text check (length(payer_account) <= 60),
  provider text check (length(provider) <= 40),
  provider_reference text check (length(provider_reference) <= 255),
  -- What of it paid invoices, and what was given back; the rest is the customer's credit.
  allocated numeric not null default 0 check (allocated >= 0), allocated_currency text not null generated always as (amount_currency) stored,
  refunded numeric not null default 0 check (refunded >= 0), refunded_currency text not null generated always as (amount_currency) stored,
  credit numeric not null generated always as (case state when 'reversed' then 0 else amount - allocated - refunded end) stored,
  credit_currency text not null generated always as (amount_currency) stored,
  reversed_on date,
  reverse_reason text check (length(reverse_reason) <= 500),
  note text check (length(note) <= 1000),
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('u', number) || search_number('u', number)
    || coalesce(search_words('p', payer), '') || coalesce(search_words('r', reference), '')) stored,
  constraint payments_spent check (allocated + refunded <= amount),
  constraint payments_reversed check ((state = 'reversed') = (reversed_on is not null) and (state = 'received' or allocated = 0))
);
create unique index payments_number on payments (number);
-- What a provider tells twice is booked once.
create unique index payments_provider on payments (provider, provider_reference) where provider is not null;
create index payments_number_folded on payments (lower(number));
create index payments_received_on on payments (received_on desc nulls last, id desc) where archived_at is null;
create index payments_created on payments (created_at, id) where archived_at is null;
create index payments_unspent on payments (customer_id) where credit > 0 and archived_at is null;
create index payments_customer on payments (customer_id);
create index payments_payer_account on payments (payer_account) where payer_account is not null;
create index payments_owner on payments (owner_id, received_on, id);
create index payments_words on payments using gin (search_words) with (gin_pending_list_limit = 256);

-- What a payment, or a credit note, settles of an invoice.
create table payment_allocations (
  id uuid primary key default uuid_v7(),
  payment_id uuid references payments,
  credit_note_id uuid references invoices,
  invoice_id uuid not null references invoices,
  amount numeric not null check (amount > 0), amount_currency text not null,
  allocated_on date not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (num_nonnulls(payment_id, credit_note_id) = 1)
);
create unique index payment_allocations_once on payment_allocations (payment_id, invoice_id) where archived_at is null;
create unique index payment_allocations_credit_once on payment_allocations (credit_note_id, invoice_id) where archived_at is null;
create index payment_allocations_payment on payment_allocations (payment_id);
create index payment_allocations_credit_note on payment_allocations (credit_note_id);
create index payment_allocations_invoice on payment_allocations (invoice_id);
create index payment_allocations_created on payment_allocations (created_at, id) where archived_at is null;

-- Money that went back to a customer: of a payment, or of a credit note.
create table refunds (
  id uuid primary key default uuid_v7(),
  payment_id uuid references payments,
  credit_note_id uuid references invoices,
  amount numeric not null check (amount > 0), amount_currency text not null,
  refunded_on date not null,
  reason text not null check (length(reason) between 1 and 500),
  provider_reference text check (length(provider_reference) <= 255),
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  check (num_nonnulls(payment_id, credit_note_id) = 1)
);
create unique index refunds_provider on refunds (payment_id, provider_reference) where provider_reference is not null;
create index refunds_payment on refunds (payment_id);
create index refunds_credit_note on refunds (credit_note_id);
create index refunds_created on refunds (created_at, id) where archived_at is null;

create table bank_transactions (
  id uuid primary key default uuid_v7(),
  account_id uuid not null references bank_accounts,
  statement_id uuid not null references bank_statements,
  -- Where it stood in the file.
  line integer not null,
  booked_on date not null,
  amount numeric not null, amount_currency text not null,
  payer text check (length(payer) <= 300),
  payer_account text check (length(payer_account) <= 60),
  text text check (length(text) <= 2000),
  reference text check (length(reference) <= 255),
  state text not null default 'open' check (state in ('open', 'settled', 'set_aside')),
  payment_id uuid references payments,
  -- Of what it says and the bank's reference: told again, by whatever file, it is known.
  mark text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (coalesce(search_words('t', text), '') || coalesce(search_words('p', payer), '')) stored,
  constraint bank_transactions_settled check ((state = 'settled') = (payment_id is not null))
);
create unique index bank_transactions_once on bank_transactions (account_id, mark);
create unique index bank_transactions_payment on bank_transactions (payment_id);
create index bank_transactions_statement on bank_transactions (statement_id);
create index bank_transactions_booked on bank_transactions (booked_on desc nulls last, id desc) where archived_at is null;
create index bank_transactions_state on bank_transactions (state, booked_on desc nulls last, id desc) where archived_at is null;
create index bank_transactions_words on bank_transactions using gin (search_words) with (gin_pending_list_limit = 256);

-- How a provider of payments is called, and its keys, sealed.
create table payment_providers (
  name text primary key check (name in ('stripe')),
  enabled boolean not null default false,
  address text not null check (length(address) <= 300),
  secret_key bytea,
  notice_secret bytea,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  check (not enabled or (secret_key is not null and notice_secret is not null))
);

-- Pages of payment that were opened for invoices.
create table payment_requests (
  id uuid primary key default uuid_v7(),
  invoice_id uuid not null references invoices,
  provider text not null references payment_providers,
  amount numeric not null check (amount > 0),
  currency text not null,
  state text not null default 'asked' check (state in ('asked', 'open', 'paid', 'failed', 'expired')),
  reference text check (length(reference) <= 255),
  address text check (length(address) <= 2000),
  expires_at timestamptz,
  created_at timestamptz not null default now()
);
create unique index payment_requests_reference on payment_requests (provider, reference);
create index payment_requests_invoice on payment_requests (invoice_id, created_at);

-- What providers told, once each. One that comes before what it is about waits for it.
create table payment_notices (
  provider text not null references payment_providers,
  notice text not null check (length(notice) between 1 and 255),
  kind text not null,
  reference text,
  payment text,
  amount numeric,
  currency text,
  happened_at timestamptz not null,
  received_at timestamptz not null default now(),
  outcome text not null check (outcome in ('booked', 'noted', 'waiting', 'unknown', 'ignored')),
  primary key (provider, notice)
);
create index payment_notices_waiting on payment_notices (provider, payment) where outcome = 'waiting';
