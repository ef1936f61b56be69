-- What is answered again and again, with places that are filled in, and what is done along with it.

create table canned_answers (
  id uuid primary key default uuid_v7(),
  name text not null check (length(name) between 1 and 200),
  body text check (length(body) <= 4000),
  language text check (language in ('en', 'es', 'ru', 'bg')),
  user_id uuid references users,
  tags text[] not null default '{}',
  queue_id uuid references queues,
  takes boolean not null default false,
  closes boolean not null default false,
  created_at timestamptz not null default now(), created_by uuid references users,
  updated_at timestamptz not null default now(), updated_by uuid references users,
  version integer not null default 1, archived_at timestamptz,
  search_words tsvector generated always as (search_title('n', name)) stored
);
create index canned_answers_name on canned_answers (name, id) where archived_at is null;
create index canned_answers_user on canned_answers (user_id) where user_id is not null;
create index canned_answers_queue on canned_answers (queue_id) where queue_id is not null;

update roles set grants = jsonb_set(grants, '{objects,canned_answer}',
    jsonb_build_object('read', 'all', 'export', false, 'create', true, 'bulk', false, 'change', 'all', 'delete', 'all'))
where key in ('sales_manager', 'salesperson', 'marketer', 'service_agent') and not grants -> 'permissions' ? '*';
