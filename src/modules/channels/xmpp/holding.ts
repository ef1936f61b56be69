import { sql } from "kysely";
import { childNamed, type Element } from "#platform";
import type { Runtime } from "#records";
import type { Outcome, Outgoing } from "../adapter.ts";
import { keepCursor } from "../connections/cursor.ts";
import { as } from "../messengers/connection.ts";
import type { Line } from "../messengers/messenger.ts";
import { openAddressOf } from "../messengers/open-files.ts";
import { archivedIn, placeInArchive, readOn } from "./archive.ts";
import { bare, spaces, words, xml } from "./element.ts";
import { arrivalOf, type Come, deliveryIn, idInArchive } from "./reading.ts";
import { openSession, ping, type Session } from "./session.ts";

/**
 * Signs in, takes in what came since it was read last, then what comes, and hands over what goes out, until the connection breaks off.
 * What comes is written down before the place in the archive moves on, so that nothing is missed; what it is called there keeps it
 * from coming twice.
 */
export async function holdLine(line: Line): Promise<void> {
  const { runtime, stopping } = line;
  const { account, settings, secrets } = as(line.connected, "xmpp");
  const session = await openSession(runtime, { account, settings, secrets });
  stopping.addEventListener("abort", session.close, { once: true });
  const { since, last } = await placeInArchive(runtime, account.id);
  let reached = last;
  let isCaughtUp = false;
  const moveOn = async (to: string): Promise<void> => {
    reached = to;
    await keepCursor(runtime.database, account.id, { since, last: to });
  };
  const take = async (come: Come): Promise<void> => {
    const told = deliveryIn(come.message);
    if (told && !(await isOurs(line, told.externalId, come.message))) return;
    const arrival = arrivalOf(session.own, come);
    if (arrival) await line.take([arrival]);
  };
  const hear = async (stanza: Element): Promise<void> => {
    if (stanza.name === `{${spaces.client}}presence`) return welcome(session, stanza);
    if (stanza.name !== `{${spaces.client}}message`) return;
    const archived = archivedIn(stanza, session.own);
    if (archived) return take({ message: archived.message, archiveId: archived.id, stamp: archived.stamp });
    await take({ message: stanza });
    await confirm(session, stanza);
    const id = idInArchive(stanza, session.own);
    if (id && isCaughtUp) await moveOn(id);
  };
  const catchUp = async (): Promise<void> => {
    await readOn(session, { since, last: reached }, moveOn);
  };
  const workOff = async (): Promise<void> => {
    // Whoever asked for the archive is not sent again what was kept for them; what comes in between is in it, too.
    await catchUp();
    await session.send("<presence/>");
    await catchUp();
    isCaughtUp = true;
    await line.isWell();
    await line.sendAll((_runtime, _account, message) => handOver(runtime, session, message), session.over);
  };
  try {
    await Promise.all([session.listen(hear), workOff()]);
  } finally {
    stopping.removeEventListener("abort", session.close);
    session.close();
  }
}

/** Of a message of ours only whom it went to tells what became of it, or the way there in their name. */
async function isOurs(
  { runtime, connected }: Line,
  externalId: string,
  { attributes }: Element,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from messages m join conversations c on c.id = m.conversation_id
    where m.external_id = ${externalId} and m.direction = 'out' and lower(c.contact) = ${bare(attributes["from"] ?? "")}
      and coalesce(m.account_id, c.account_id) = ${connected.account.id} limit 1`.execute(runtime.database);
  return rows.length > 0;
}

/** Everybody may see that we are there. */
async function welcome(session: Session, { attributes: { type, from } }: Element): Promise<void> {
  if (type === "subscribe") await session.send(xml("presence", { type: "subscribed", to: from }));
}

/** Says that we have it, where that is asked for (XEP-0184). */
async function confirm(session: Session, stanza: Element): Promise<void> {
  const { from, id, type } = stanza.attributes;
  if (!id || type === "error" || !childNamed(stanza, `{${spaces.receipts}}request`)) return;
  await session.send(
    xml("message", { to: from, type: "chat" }, [xml("received", { xmlns: spaces.receipts, id })]),
  );
}

/** The server works in the order of what it is sent: once it has answered what was asked behind a message, it has that. */
async function handOver(
  { settings }: Runtime,
  session: Session,
  { id, contact, body, files }: Outgoing,
): Promise<Outcome> {
  if (!contact || !/^[^@\s/]+@[^@\s/]+$/.test(contact)) return { state: "refused", problem: "contact" };
  if (session.over.aborted) return { state: "later", problem: "unreachable" };
  await session.send(
    xml("message", { to: bare(contact), type: "chat", id }, [
      xml("body", {}, [words(body)]),
      xml("request", { xmlns: spaces.receipts }),
      xml("markable", { xmlns: spaces.markers }),
      xml("origin-id", { xmlns: spaces.ids, id }),
    ]),
  );
  // A file is an address of ours, and nothing else (XEP-0066): so programs show the file itself.
  for (const file of files) {
    const address = openAddressOf(settings, file);
    await session.send(
      xml("message", { to: bare(contact), type: "chat", id: file.id }, [
        xml("body", {}, [words(address)]),
        xml("x", { xmlns: spaces.outOfBand }, [xml("url", {}, [words(address)])]),
        xml("origin-id", { xmlns: spaces.ids, id: file.id }),
      ]),
    );
  }
  await session.ask("get", ping);
  return { state: "sent", externalId: id };
}
