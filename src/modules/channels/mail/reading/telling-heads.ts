/** By which a mail of ours that is sent by a machine is known to every Rapport. */
export const loopHeader = "X-Rapport-Automatic";

/** Heads that programs write, and people do not. */
export const machineMarks: ReadonlySet<string> = new Set([
  loopHeader.toLowerCase(),
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-response-suppress",
  "x-loop",
  "x-failed-recipients",
  "list-id",
  "list-unsubscribe",
  "list-post",
  "list-help",
  "feedback-id",
]);

/** Heads that are read, wherever among thousands of others they stand. */
const telling: ReadonlySet<string> = new Set([
  ...machineMarks,
  "from",
  "sender",
  "reply-to",
  "to",
  "cc",
  "date",
  "subject",
  "message-id",
  "in-reply-to",
  "references",
  "return-path",
  "delivered-to",
  "x-original-to",
  "envelope-to",
  "x-envelope-to",
  "auto-submitted",
  "precedence",
  "authentication-results",
]);

const longest = { field: 8 * 1024, name: 64 } as const;
/** Bytes; together less than a head may have that is read at all. The first of each telling name have room in any case. */
const rooms = { telling: 300 * 1024, others: 180 * 1024 } as const;
/** Of each name the first ones: those of the server that received it stand topmost. */
const mostOfName = 10;

interface Kept {
  readonly field: Buffer;
  readonly place: number;
  /** How many of its name stand above it. */
  readonly above: number;
}

/**
 * The head of a mail, cut to what is read of one that has no end: first what tells who wrote, to whom, and whether a machine did, the
 * topmost of each name before all others; then of the rest as much as there is room for.
 */
export function tellingHead(whole: Buffer): Buffer {
  const told: Kept[] = [];
  const others: Buffer[] = [];
  const seen = new Map<string, number>();
  let room: number = rooms.others;
  for (const whatever of fieldsOf(whole)) {
    const field = whatever.length > longest.field ? cut(whatever) : whatever;
    const name = nameOf(field);
    if (telling.has(name)) {
      const above = seen.get(name) ?? 0;
      seen.set(name, above + 1);
      if (above < mostOfName) told.push({ field, place: told.length, above });
    } else if (field.length <= room) {
      room -= field.length;
      others.push(field);
    }
  }
  return Buffer.concat([...withinRoom(told), ...others]);
}

function withinRoom(told: readonly Kept[]): Buffer[] {
  let room: number = rooms.telling;
  return told
    .toSorted((one, other) => one.above - other.above || one.place - other.place)
    .filter(({ field }) => {
      const fits = field.length <= room;
      if (fits) room -= field.length;
      return fits;
    })
    .sort((one, other) => one.place - other.place)
    .map(({ field }) => field);
}

/** Field by field, folded lines along with theirs, until the line that ends the head. */
function* fieldsOf(whole: Buffer): Generator<Buffer> {
  let begin = 0;
  while (begin < whole.length && !isEnd(whole, begin)) {
    let end = lineEnd(whole, begin);
    while (end < whole.length && (whole[end] === 32 || whole[end] === 9)) end = lineEnd(whole, end);
    yield whole.subarray(begin, end);
    begin = end;
  }
}

function lineEnd(whole: Buffer, from: number): number {
  const at = whole.indexOf(10, from);
  return at < 0 ? whole.length : at + 1;
}

function isEnd(whole: Buffer, at: number): boolean {
  return whole[at] === 10 || (whole[at] === 13 && whole[at + 1] === 10);
}

function nameOf(field: Buffer): string {
  const start = field.subarray(0, longest.name).toString("latin1");
  return start
    .slice(0, Math.max(0, start.indexOf(":")))
    .trim()
    .toLowerCase();
}

function cut(field: Buffer): Buffer {
  return Buffer.concat([field.subarray(0, longest.field), Buffer.from("\r\n")]);
}
