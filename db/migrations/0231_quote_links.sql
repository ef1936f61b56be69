-- The customer's side of a quote: links under which it is read without signing in, who opened it, what was said, and who
-- signed or declined which version of it.

-- Of a link only the hash is kept. It ends with its quote, or when the seller revokes it.
create table quote_links (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  token_hash text not null check (length(token_hash) = 43),
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references users
);
create unique index quote_links_token on quote_links (token_hash);
create index quote_links_quote on quote_links (quote_id, created_at);
create index quote_links_created_by on quote_links (created_by);

-- A letter with the quote in it, and what became of it. Its link is made when it goes out.
create table quote_mailings (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  link_id uuid references quote_links on delete set null,
  address text not null check (length(address) between 3 and 320),
  message text not null default '' check (length(message) <= 4000),
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  created_by uuid references users
);
create index quote_mailings_quote on quote_mailings (quote_id, created_at);
create index quote_mailings_link on quote_mailings (link_id);
create index quote_mailings_created_by on quote_mailings (created_by);

-- Visits from one address by one browser within half an hour are one.
create table quote_visits (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  address text not null check (length(address) <= 60),
  agent text not null default '' check (length(agent) <= 400),
  pages integer not null default 1,
  opened_at timestamptz not null default now(),
  last_at timestamptz not null default now()
);
create index quote_visits_quote on quote_visits (quote_id, opened_at);

create table quote_comments (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  -- Of the seller's people; none for the customer.
  user_id uuid references users,
  name text not null check (length(name) between 1 and 200),
  body text not null check (length(body) between 1 and 2000),
  address text check (length(address) <= 60),
  created_at timestamptz not null default now()
);
create index quote_comments_quote on quote_comments (quote_id, created_at);
create index quote_comments_user on quote_comments (user_id);

-- What the customer decided, by whose name, from where, and on what exactly: `content` is the text of which `content_hash` is
-- the SHA-256.
create table quote_signatures (
  id uuid primary key default uuid_v7(),
  quote_id uuid not null references quotes on delete cascade,
  decision text not null check (decision in ('accepted', 'declined')),
  name text not null check (length(name) between 1 and 200),
  drawn bytea check (octet_length(drawn) <= 200000),
  content text not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  address text not null check (length(address) <= 60),
  agent text not null default '' check (length(agent) <= 400),
  created_at timestamptz not null default now()
);
create unique index quote_signatures_quote on quote_signatures (quote_id);
