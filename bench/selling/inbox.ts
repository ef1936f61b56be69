import { claimConversation } from "../../src/modules/channels/conversations/assigning.ts";
import { type Figure, type Measure, type Selling, timesOf } from "../selling.ts";

const conversations = 1_000_000;
/** Made by one statement: a larger one would be cut off. */
const batch = 25_000;
const agents = 200;
const claimed = 1000;

/** The inbox of a million conversations, a fifth of them open; and two hundred who take a thousand of them at once. */
export const measure: Measure = async (selling) => {
  await makeConversations(selling);
  return [...(await lists(selling)), await counts(selling), await viewCounts(selling), await claims(selling)];
};

const fields =
  "subject,preview,party,contact,contact_name,channel,account,queue,owner,state,priority,tags,waiting_since,last_message_at,snoozed_until";

async function lists({ ask, pool }: Selling): Promise<readonly Figure[]> {
  const { rows } = await pool.query<{ id: string }>("select id from queues order by id limit 1");
  const isOpen = { field: "state", op: "is", value: "open" };
  const views = {
    "open conversations": { filter: isOpen },
    "of a queue": { filter: { and: [{ field: "queue", op: "is", value: rows[0]?.id }, isOpen] } },
    "nobody's": { filter: { and: [{ field: "owner", op: "empty" }, isOpen] } },
    "waiting, the longest first": {
      filter: { and: [{ field: "waiting_since", op: "not_empty" }, isOpen] },
      sort: "waiting_since",
    },
    closed: { filter: { ...isOpen, value: "closed" } },
  };
  const figures: Figure[] = [];
  for (const [what, { filter, sort = "-last_message_at" }] of Object.entries({ ...views }) as [
    string,
    { filter: object; sort?: string },
  ][]) {
    const query = new URLSearchParams({ limit: "60", fields, sort, filter: JSON.stringify(filter) });
    const times = await timesOf(() => ask({ path: `/api/conversations?${query}` }));
    figures.push({ what: `60 ${what}`, times, wanted: 50 });
  }
  return figures;
}

async function counts({ ask }: Selling): Promise<Figure> {
  const times = await timesOf(() => ask({ path: "/api/inbox/counts" }));
  return { what: "all counters", times, wanted: 100 };
}

/** Views that people save: what is urgent, what came by one channel, whom one sells to. */
async function viewCounts({ ask, pool }: Selling): Promise<Figure> {
  const isOpen = { field: "state", op: "is", value: "open" };
  const filters = [
    { and: [{ field: "priority", op: "is", value: "urgent" }, isOpen] },
    { and: [{ field: "language", op: "is", value: "bg" }, isOpen] },
    { and: [{ field: "channel", op: "is", value: "email" }, { field: "owner", op: "empty" }, isOpen] },
  ];
  for (const [place, filter] of filters.entries())
    await pool.query(
      `insert into views (object, name, kind, definition, owner_id, shared, position)
       select 'conversation', $1, 'table', $2, id, true, $3 from users where active order by id limit 1`,
      [`View ${place}`, JSON.stringify({ filter }), place],
    );
  const times = await timesOf(() => ask({ path: "/api/inbox/view-counts" }));
  return { what: `${filters.length} saved views counted`, times, wanted: 100 };
}

/** Each of a thousand is wanted by two; throws where one has two owners, or none. */
async function claims({ runtime, pool }: Selling): Promise<Figure> {
  const { rows: users } = await pool.query<{ id: string }>(
    `select u.id from users u join user_roles ur on ur.user_id = u.id where u.active group by u.id order by u.id limit ${agents}`,
  );
  const { rows: free } = await pool.query<{ id: string }>(
    `select id from conversations where owner_id is null and state = 'open' order by id limit ${claimed}`,
  );
  const actors = (await Promise.all(users.map(({ id }) => runtime.actorOf(id)))).flatMap(
    (actor) => actor ?? [],
  );
  const times: number[] = [];
  const got = new Map<string, number>();
  await Promise.all(
    actors.map(async (actor, at) => {
      for (let turn = at; turn < 2 * free.length; turn += actors.length) {
        const id = free[turn % free.length]?.id ?? "";
        const began = performance.now();
        const won = await runtime
          .run(actor, "api", (work) => claimConversation(work, id))
          .then(() => true)
          .catch((problem: { code?: string }) => {
            if (problem.code !== "conversation_taken") throw problem;
            return false;
          });
        times.push(performance.now() - began);
        // The same one may ask twice and keep it.
        if (won) got.set(`${id} ${actor.userId}`, 1);
      }
    }),
  );
  const owners = new Set([...got.keys()].map((key) => key.split(" ")[0]));
  if (got.size !== free.length || owners.size !== free.length)
    throw new Error(`${got.size} owners of ${free.length} conversations`);
  return { what: `${actors.length} who take ${claimed}, each wanted by two`, times, wanted: 5000 };
}

async function makeConversations({ pool }: Selling): Promise<void> {
  const { rows } = await pool.query<{ there: number }>("select count(*)::int as there from conversations");
  if ((rows[0]?.there ?? 0) >= conversations) return;
  await pool.query(
    `insert into queues (name, position) select 'Queue ' || n, n from generate_series(1, 20) n`,
  );
  await pool.query(
    `insert into channel_accounts (name, kind, queue_id) select 'Mailbox ' || n, 'mailbox',
       (select id from queues order by position offset n limit 1) from generate_series(1, 10) n`,
  );
  for (let from = 1; from <= conversations; from += batch) await makeBatch(pool, from);
  await pool.query("analyze conversations");
}

function makeBatch(pool: Selling["pool"], from: number): Promise<unknown> {
  return pool.query(
    `insert into conversations (subject, channel, account_id, queue_id, party_id, contact, contact_name, state, preview,
         messages, last_message_at, waiting_since, snoozed_until, closed_at, owner_id)
       select 'Order ' || n, 'email', a.ids[1 + n % cardinality(a.ids)], q.ids[1 + (n / 7) % cardinality(q.ids)],
         p.ids[1 + n % cardinality(p.ids)], 'c' || n || '@client.example', 'Customer ' || n, s.state,
         'Where is my order ' || n || '?', 2, m.at, case when s.state = 'open' and n % 3 = 0 then m.at end,
         case when s.state = 'snoozed' then now() + interval '1 day' end, case when s.state = 'closed' then m.at end,
         case when n % 4 > 0 then u.ids[1 + n % cardinality(u.ids)] end
       from generate_series(${from}, ${from + batch - 1}) n,
         lateral (select case when n % 5 = 0 then 'open' when n % 50 = 1 then 'snoozed' when n % 50 = 2 then 'spam'
           else 'closed' end as state) s,
         lateral (select now() - n * interval '30 seconds' as at) m,
         (select array_agg(id) as ids from channel_accounts) a, (select array_agg(id) as ids from queues) q,
         (select array_agg(id) as ids from (select id from users where active limit 200) those) u,
         (select array_agg(id) as ids from (select id from parties limit 10000) those) p`,
  );
}
