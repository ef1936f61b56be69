-- What we know and tell again: articles in several languages, with what was published of them.

create table article_categories (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  position integer not null default 0,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create table articles (
  id uuid primary key default uuid_v7(),
  title text not null check (length(title) between 1 and 300),
  body text,
  keywords text,
  language text not null default 'en',
  audience text not null default 'internal' check (audience in ('internal', 'public')),
  state text not null default 'draft' check (state in ('draft', 'published')),
  category_id uuid references article_categories,
  translation_of_id uuid references articles,
  published_at timestamptz,
  -- Of the version that was published last; what is said since is a draft.
  published_version integer not null default 0,
  owner_id uuid references users,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('t', title)
    || coalesce(search_words('b', body), ''::tsvector) || coalesce(search_words('k', keywords), ''::tsvector)) stored,
  check (translation_of_id <> id)
);
create index articles_title on articles (title, id) where archived_at is null;
create index articles_owner on articles (owner_id) where owner_id is not null;
create index articles_category on articles (category_id) where category_id is not null;
create index articles_translation on articles (translation_of_id) where translation_of_id is not null;
create index articles_words on articles using gin (search_words) with (gin_pending_list_limit = 256);

create table article_versions (
  id uuid primary key default uuid_v7(),
  article_id uuid not null references articles on delete cascade,
  number integer not null,
  title text not null,
  body text,
  published_at timestamptz not null,
  -- Whether it is what is published now.
  current boolean not null default true,
  -- By which it is suggested: its words in any language, those of the title before those of the text.
  words tsvector not null,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  unique (article_id, number)
);
create unique index article_versions_current on article_versions (article_id) where current;
create index article_versions_words on article_versions using gin (words) where current;

update roles set grants = jsonb_set(jsonb_set(grants, '{permissions}',
    grants -> 'permissions' || case when key in ('service_agent', 'sales_manager') then '["articles:publish"]'::jsonb else '[]'::jsonb end),
  '{objects}', grants -> 'objects' || (
    select jsonb_object_agg(name, case when key in ('service_agent', 'sales_manager')
      then jsonb_build_object('read', 'all', 'export', key = 'sales_manager', 'create', true, 'bulk', true, 'change', 'all', 'delete', 'own')
      else jsonb_build_object('read', 'all', 'export', key = 'marketer', 'create', false, 'bulk', false, 'change', 'none', 'delete', 'none') end)
    from unnest(array['article']) as name) || (
    select jsonb_object_agg(name, jsonb_build_object('read', 'all', 'export', key in ('sales_manager', 'marketer'),
      'create', false, 'bulk', false, 'change', 'none', 'delete', 'none'))
    from unnest(array['article_category', 'article_version']) as name))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
