import { createHash } from "node:crypto";
import { childNamed, type Element } from "#platform";
import type { Runtime } from "#records";
import type { Account } from "../accounts/account.ts";
import { type Delivery, noteDelivery } from "../messengers/delivery.ts";
import type { Incoming } from "../taking-in/incoming.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import { bare, elementIn, spaces, textOf, xml } from "./element.ts";

/** A message as it came live, or out of the archive with its id there. */
export interface Come {
  readonly message: Element;
  readonly archiveId?: string | undefined;
  readonly stamp?: string | undefined;
}

/**
 * What is written down of a message, by what the archive calls it; without an archive by what its sender does. Null: there is nothing in
 * it for us, such as that somebody is typing, or what passes in rooms.
 */
export function arrivalOf(own: string, { message, archiveId, stamp }: Come): Arrival | null {
  const { from = "", type = "normal" } = message.attributes;
  if (!from || bare(from) === own || type === "groupchat" || type === "headline") return null;
  const at =
    stamp ?? childNamed(message, `{${spaces.delay}}delay`)?.attributes["stamp"] ?? new Date().toISOString();
  const raw = Buffer.from(xml("come", { at }, [textOf(message)]));
  const told = deliveryIn(message);
  if (told) return { sourceId: `status:${told.state}:${told.externalId}`.slice(0, 1000), raw };
  if (type === "error" || !bodyOf(message)) return null;
  return { sourceId: nameOf(own, message, archiveId).slice(0, 1000), raw };
}

function nameOf(own: string, message: Element, archiveId: string | undefined): string {
  const id = archiveId ?? idInArchive(message, own);
  if (id !== null) return `archive:${id}`;
  const { from = "", id: theirs } = message.attributes;
  return `sent:${from}/${theirs ?? createHash("sha256").update(textOf(message)).digest("hex")}`;
}

/** What our archive calls a message that comes live (XEP-0359); what others say of it our server has taken away. */
export function idInArchive(message: Element, own: string): string | null {
  const told = message.children.find(
    ({ name, attributes }) => name === `{${spaces.ids}}stanza-id` && bare(attributes["by"] ?? "") === own,
  );
  return told?.attributes["id"] ?? null;
}

/** What somebody wrote; what became of a message of ours is noted on it. */
export async function readStanza(runtime: Runtime, account: Account, raw: Buffer): Promise<Incoming | null> {
  const come = elementIn(raw);
  const message = come.children[0];
  if (!message) return null;
  const told = deliveryIn(message);
  if (told) return noteDelivery(runtime, account.id, told).then(() => null);
  const { from = "", id } = message.attributes;
  const key = `xmpp:${account.id}:${bare(from)}`;
  const name = childNamed(message, `{${spaces.nick}}nick`)?.text.trim();
  return {
    kind: "message",
    at: new Date(Math.min(Date.parse(come.attributes["at"] ?? "") || Date.now(), Date.now())),
    from: { value: bare(from), ...(name && { name }) },
    body: bodyOf(message),
    belongsTo: [key],
    keys: [key],
    ...(id && { externalId: id }),
    details: {
      peer: bare(from),
      ...(childNamed(message, `{${spaces.correction}}replace`) && { edited: true }),
    },
  };
}

const bodyOf = (message: Element): string => childNamed(message, `{${spaces.client}}body`)?.text.trim() ?? "";

/** What the other side says of a message of ours (XEP-0184, XEP-0333), or what the way there says of why it did not arrive. */
export function deliveryIn(message: Element): Delivery | null {
  const { type, id } = message.attributes;
  if (type === "error") {
    const error = childNamed(message, `{${spaces.client}}error`);
    const why = error?.children.find(({ name }) => name.startsWith(`{${spaces.stanzas}}`))?.name;
    return id ? { externalId: id, state: "bounced", problem: why?.replace(/^.*\}/, "") ?? "error" } : null;
  }
  const read = childNamed(message, `{${spaces.markers}}displayed`)?.attributes["id"];
  if (read) return { externalId: read, state: "read" };
  const received =
    childNamed(message, `{${spaces.receipts}}received`) ?? childNamed(message, `{${spaces.markers}}received`);
  const of = received?.attributes["id"];
  return of ? { externalId: of, state: "delivered" } : null;
}
