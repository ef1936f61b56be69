import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { sql } from "kysely";
import { disposition, pathOf } from "#platform";
import { type Protocol, type ProtocolAnswer, type Runtime, type RuntimeSettings, stranger } from "#records";
import type { AccountKind } from "../contract/channels.ts";
import { isProof, proofOf } from "../mail/threading/message-ids.ts";

type Settings = Pick<RuntimeSettings, "secret" | "baseUrl">;

/** Where files stand open that a service, or whoever is written to by it, fetches by themselves. */
const openPath = "/channel-files";
/** Messengers fetch a file when their reader first looks at it. */
const openDays = 30;
const openKinds = ["viber", "xmpp"] as const satisfies readonly AccountKind[];

/** The address of a file of a message that goes out, as told to whom it goes: nobody else can make it, and it is open for a month. */
export function openAddressOf(
  settings: Settings,
  { id, name }: { readonly id: string; readonly name: string },
  now = new Date(),
): string {
  const until = Math.floor(now.getTime() / 1000 + openDays * 86_400).toString(36);
  const proof = proofOf(settings, provenOf(id, until));
  return `${settings.baseUrl}${openPath}/${id}-${until}-${proof}/${encodeURIComponent(shortened(name.replace(/[/\\]/g, "_")))}`;
}

/** With its ending, by which readers know what it is. What is not of the Latin letters takes up to twelve characters a letter in an address. */
function shortened(name: string): string {
  const letters = [...name.toWellFormed()];
  return letters.length > 100 ? [...letters.slice(0, 85), ...letters.slice(-15)].join("") : letters.join("");
}

const provenOf = (id: string, until: string): string => `open file ${id} ${until}`;

export const openFiles: Protocol = {
  name: "open-files",
  path: openPath,
  methods: ["GET", "HEAD"],
  entrances: [],
  bodyLimit: 1024,
  challenge: "Bearer",
  source: "system",
  // Whoever fetches a file proves nothing but that they were told its address.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, _actor, { method, path }) {
    const id = fileAt(runtime.settings, path.slice(openPath.length + 1));
    return (id && (await sent(runtime, id, method))) || { status: 404 };
  },
};

/** Which file of a message an address is of; null where we did not make it, or where it is over. */
function fileAt(settings: Settings, path: string): string | null {
  const [, id = "", until = "", proof = ""] =
    /^([0-9a-f-]{36})-([0-9a-z]{1,9})-([0-9a-f]{20})\/[^/]{1,2000}$/.exec(path) ?? [];
  const isOpen = id && Number.parseInt(until, 36) * 1000 > Date.now();
  return isOpen && isProof(settings, provenOf(id, until), proof) ? id : null;
}

/** Null where its message is gone by now, or its account is switched off. */
async function sent(runtime: Runtime, id: string, method: string): Promise<ProtocolAnswer | null> {
  const { rows } = await sql<{ name: string; type: string; location: string }>`
    select f.name, f.type, f.location from message_files mf join files f on f.id = mf.file_id
      join messages m on m.id = mf.message_id and m.direction = 'out' and m.archived_at is null
      join conversations c on c.id = m.conversation_id
      join channel_accounts a on a.id = coalesce(m.account_id, c.account_id) and a.active and a.archived_at is null
    where mf.id = ${id} and a.kind = any(${[...openKinds]}::text[])`.execute(runtime.database);
  const [file] = rows;
  const path = file && pathOf(runtime.settings, file.location);
  const found = path && (await stat(path).catch(() => null));
  if (!file || !path || !found) return null;
  const headers = {
    "content-type": file.type,
    "content-length": String(found.size),
    "content-disposition": disposition(file.name, file.type),
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
    "referrer-policy": "no-referrer",
    "cache-control": "private, no-cache",
  };
  return { status: 200, headers, ...(method !== "HEAD" && { body: createReadStream(path) }) };
}
