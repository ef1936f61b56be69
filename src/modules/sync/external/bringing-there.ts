import { visibleIds, type Work } from "#records";
import type { Collection } from "../dav/collections.ts";
import { isOpen, membersOf, readerOf, userOf } from "../dav/members.ts";
import { versionsOf } from "../dav/states.ts";
import { lineNamed, readComponent, textNamed } from "../entries/lines.ts";
import { entryIn, saidNow } from "../entries/writing.ts";
import { entryFor } from "./entry-in-hand.ts";
import { fromOf, inUnit, type Round, whileReading } from "./round.ts";
import {
  entriesOf,
  entryAt,
  forgetEntry,
  goneFrom,
  keepEntry,
  type KnownEntry,
  unconnected,
} from "./stored-entries.ts";

/** Brings what changed here there. Of somebody who may not see tasks any more nothing is touched. */
export async function bringThere(round: Round, stopping: AbortSignal | undefined): Promise<void> {
  const { left, changed, fresh } = await whileReading(round, (work) => toBring(work, round));
  for (const entry of left) if (!stopping?.aborted) await removeThere(round, entry);
  for (const { href, record_id: id } of changed)
    if (id !== null && !stopping?.aborted) await putThere(round, id, href);
  for (const id of fresh) if (!stopping?.aborted) await putThere(round, id);
}

interface ToBring {
  readonly left: readonly KnownEntry[];
  readonly changed: readonly KnownEntry[];
  readonly fresh: readonly string[];
}

async function toBring(work: Work, { calendar }: Round): Promise<ToBring> {
  const { collection } = fromOf(calendar);
  if (!isOpen(work, collection)) return { left: [], changed: [], fresh: [] };
  const known = [...(await entriesOf(work, calendar.id)).values()];
  const ids = known.flatMap(({ record_id: id }) => id ?? []);
  const versions = await versionsOf(work, collection, ids);
  const left = await leftOf(
    work,
    collection,
    ids.filter((id) => !versions.has(id)),
  );
  const own = calendar.takes_new ? [...(await versionsOf(work, collection)).keys()] : [];
  return {
    left: known.filter(({ record_id: id }) => id !== null && left.has(id)),
    changed: known.filter(({ record_id: id, version }) => (versions.get(id ?? "") ?? version) !== version),
    fresh: await unconnected(work, own, calendar.chosen_at),
  };
}

/** Those that are gone, or seen to be of another kind now: what the user only may not see now has not left. */
async function leftOf(work: Work, { form }: Collection, ids: readonly string[]): Promise<Set<string>> {
  return new Set([
    ...(await goneFrom(work, userOf(work), ids)),
    ...(await visibleIds(work, form.object, ids)),
  ]);
}

async function removeThere(round: Round, { href, tag }: KnownEntry): Promise<void> {
  // Where it is another by now, the next round brings it here again.
  if (await round.server.remove(href, tag))
    await inUnit(round, (work) => forgetEntry(work, round.calendar.id, href));
}

async function putThere(round: Round, id: string, knownHref?: string): Promise<void> {
  const { server, calendar } = round;
  const { collection } = fromOf(calendar);
  const read = await whileReading(round, async (work) => {
    const known = knownHref === undefined ? undefined : await entryAt(work, calendar.id, knownHref);
    const [member] = await membersOf(work, collection, [id]);
    return (
      member && { known, member, body: entryFor(work, collection, member, known), reader: readerOf(work) }
    );
  });
  if (!read) return;
  const { known, member, body, reader } = read;
  const href = knownHref ?? new URL(`${id}.ics`, calendar.address.replace(/\/?$/, "/")).href;
  const put = await server.put(href, body, known?.tag ?? null);
  // Changed there meanwhile: the next round brings both together.
  if (!put) return;
  await inUnit(round, (work) =>
    keepEntry(work, calendar.id, {
      href,
      record_id: id,
      uid: known?.uid ?? uidIn(body, collection),
      tag: put.tag,
      version: member.subject.record.version,
      body,
      said: saidNow(collection.form, member.subject, reader),
    }),
  );
}

function uidIn(body: string, { form }: Collection): string {
  const whole = readComponent(body);
  const entry = whole && entryIn(whole, form);
  return entry && lineNamed(entry, "UID") ? textNamed(entry, "UID").slice(0, 1000) : "";
}
