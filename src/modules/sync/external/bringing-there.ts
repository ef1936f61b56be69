import { visibleIds, type Work } from "#records";
import type { Collection } from "../dav/collections.ts";
import { isOpen, membersOf, readerOf, userOf } from "../dav/members.ts";
import { versionsOf } from "../dav/states.ts";
import { lineNamed, readComponent, textNamed } from "../entries/lines.ts";
import { entryIn, saidNow } from "../entries/writing.ts";
import type { Written } from "./client.ts";
import { entryFor } from "./entry-in-hand.ts";
import { fromOf, inUnit, type Round, whileReading } from "./round.ts";
import {
  entriesOf,
  entryAt,
  forgetEntry,
  goneFrom,
  keepEntry,
  keepRefused,
  type KnownEntry,
  leaveEntry,
  unconnected,
} from "./stored-entries.ts";

/** New entries that a calendar does not take before no more are tried in a round: it lets read alone, or is full. */
const mostRefused = 5;

/** Brings what changed here there. Of somebody who may not see tasks any more nothing is touched. */
export async function bringThere(round: Round, stopping: AbortSignal | undefined): Promise<void> {
  const { left, changed, fresh } = await whileReading(round, (work) => toBring(work, round));
  for (const entry of left) if (!stopping?.aborted) await removeThere(round, entry);
  for (const { href, record_id: id } of changed)
    if (id !== null && !stopping?.aborted) await putThere(round, id, href);
  await putNew(round, fresh, stopping);
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
  const { server, calendar } = round;
  const removed = await server.remove(href, tag);
  // Where it is another by now, the next round brings it here again.
  if (removed === "another") return;
  if (removed !== "refused") return inUnit(round, (work) => forgetEntry(work, calendar.id, href));
  await inUnit(round, (work) => leaveEntry(work, calendar.id, href));
}

/** New ones, until it shows that the calendar takes none. */
async function putNew(
  round: Round,
  ids: readonly string[],
  stopping: AbortSignal | undefined,
): Promise<void> {
  let refused = 0;
  for (const id of ids) {
    if (stopping?.aborted || refused >= mostRefused) return;
    if ((await putThere(round, id)) === "refused") refused += 1;
  }
}

async function putThere(round: Round, id: string, knownHref?: string): Promise<Written | undefined> {
  const { server, calendar } = round;
  const { collection } = fromOf(calendar);
  const read = await whileReading(round, async (work) => {
    const known = knownHref === undefined ? undefined : await entryAt(work, calendar.id, knownHref);
    const [member] = await membersOf(work, collection, [id]);
    return (
      member && { known, member, body: entryFor(work, collection, member, known), reader: readerOf(work) }
    );
  });
  if (!read) return undefined;
  const { known, member, body, reader } = read;
  const href = knownHref ?? new URL(`${id}.ics`, calendar.address.replace(/\/?$/, "/")).href;
  const written = await server.put(href, body, known?.tag ?? null);
  // Changed there meanwhile: the next round brings both together.
  if (written === "another") return written;
  const { version } = member.subject.record;
  await inUnit(round, async (work) => {
    if (written !== "refused")
      return keepEntry(work, calendar.id, {
        href,
        record_id: id,
        uid: known?.uid ?? uidIn(body, collection),
        tag: written.tag,
        version,
        body,
        said: saidNow(collection.form, member.subject, reader),
      });
    // Not sent again until it changes; what was last the same stays so.
    return known
      ? keepEntry(work, calendar.id, { ...known, version })
      : keepRefused(work, calendar.id, { href, tag: null });
  });
  return written;
}

function uidIn(body: string, { form }: Collection): string {
  const whole = readComponent(body);
  const entry = whole && entryIn(whole, form);
  return entry && lineNamed(entry, "UID") ? textNamed(entry, "UID").slice(0, 1000) : "";
}
