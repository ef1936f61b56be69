-- Places outside to which files go and from which they come: a folder of the server, SFTP, storage that speaks S3.
create table places (
  id uuid primary key default uuid_v7(),
  name text not null unique check (length(name) between 1 and 100),
  kind text not null check (kind in ('folder', 'sftp', 's3')),
  -- Where it is, without what is secret.
  definition jsonb not null,
  -- Password or key, sealed.
  secret bytea,
  -- Fingerprint of the server of SFTP, as it was first met: another is not spoken to.
  host_key text,
  tried_at timestamptz,
  -- What the last try came to; null where all was well.
  trouble jsonb,
  created_at timestamptz not null default now(),
  created_by uuid references users,
  updated_at timestamptz not null default now(),
  updated_by uuid references users,
  version integer not null default 1
);
