import { Readable } from "node:stream";
import { sql } from "kysely";
import { type Protocol, type Runtime, stranger } from "#records";
import { noteDelivery } from "../../messengers/delivery.ts";
import { mayNotice, messageOfPicture, openedPath } from "./picture.ts";

/** One dot that nobody sees. */
const dot = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");

/** The pictures of letters that may be noticed; where they are fetched from, and by what, is kept nowhere. */
export const openedMail: Protocol = {
  name: "opened-mail",
  path: openedPath,
  methods: ["GET"],
  entrances: [],
  bodyLimit: 1024,
  challenge: "Bearer",
  source: "system",
  // Whoever reads a letter proves nothing, and is told nothing.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, _actor, { path }) {
    const message = messageOfPicture(runtime.settings, path.slice(openedPath.length + 1));
    if (message) await noteOpened(runtime, message);
    const headers = { "content-type": "image/gif", "cache-control": "no-store" };
    return { status: 200, headers, body: Readable.from([dot]) };
  },
};

/** Asked anew when it is opened: a consent may have been taken back since. */
async function noteOpened(runtime: Runtime, message: string): Promise<void> {
  if (!(await mayNotice(runtime.database, message))) return;
  const { rows } = await sql<{ externalId: string; account: string }>`
    select m.external_id as "externalId", coalesce(m.account_id, c.account_id) as account
    from messages m join conversations c on c.id = m.conversation_id
    where m.id = ${message} and m.state in ('sent', 'delivered') and m.external_id is not null`.execute(
    runtime.database,
  );
  const sent = rows[0];
  if (sent) await noteDelivery(runtime, sent.account, { externalId: sent.externalId, state: "read" });
}
