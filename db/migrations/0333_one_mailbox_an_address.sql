-- Mail to an address comes to one mailbox alone. Where there are several of one, that of all stays, else the first; the others are
-- set up anew by whoever they belong to.
update channel_accounts a set address = null, active = false, state = 'unset', updated_at = now(), version = version + 1
from (
  select id, row_number() over (partition by lower(address) order by user_id is not null, created_at, id) as place
  from channel_accounts where kind = 'mailbox' and archived_at is null and address is not null) as told
where told.id = a.id and told.place > 1;
create unique index channel_accounts_mailbox on channel_accounts (lower(address)) where kind = 'mailbox' and archived_at is null;

-- Who asks for what opens it now, until when: nobody waits for a stranger's server with a connection to the database in hand.
alter table channel_connections add column refreshing_until timestamptz;
