-- Who somebody is: better-auth's own tables, named as it names them. What they may do is ours (`roles`).

create schema auth;

-- One to one with `users`: whoever has a row here has an address to sign in by.
create table auth."user" (
  id uuid primary key references users on delete cascade,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "twoFactorEnabled" boolean default false,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);

create table auth.session (
  id uuid primary key,
  "userId" uuid not null references auth."user" on delete cascade,
  token text not null unique,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index sessions_of_user on auth.session ("userId");

create table auth.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" on delete cascade,
  "accessToken" text, "refreshToken" text, "idToken" text,
  "accessTokenExpiresAt" timestamptz, "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  unique ("providerId", "accountId")
);
create index accounts_of_user on auth.account ("userId");

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id uuid primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" uuid not null unique references auth."user" on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);

-- A code of a second factor counts once, also within the half minute in which it is valid.
create table auth.spent_codes (
  user_id uuid not null references auth."user" on delete cascade,
  code_hash text not null,
  at timestamptz not null default now(),
  primary key (user_id, code_hash)
);

-- Counted per door, address and caller, in the database, so that several processes count together.
create table auth.attempts (
  key text primary key,
  count integer not null,
  since timestamptz not null default now()
);

create table api_keys (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  -- Whose rights bound the key's, and in whose name it acts.
  user_id uuid not null references users,
  role_id uuid not null references roles,
  key_hash text not null unique,
  -- First characters, to tell one key from another.
  beginning text not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references users
);
create index api_keys_user on api_keys (user_id);

create table invitations (
  id uuid primary key default uuid_v7(),
  user_id uuid not null references users on delete cascade,
  token_hash text unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  accepted_at timestamptz,
  withdrawn_at timestamptz
);
create index invitations_user on invitations (user_id);
