/**
 * How much is looked at: each signature may have the whole body hashed anew, and a line costs as much as so many bytes besides
 * (measured: all of it takes less than half a second).
 */
const most = { signatures: 5, work: 16 * 1024 * 1024, line: 16 * 1024, head: 50 * 1024, from: 4096 } as const;
/** More hands than this no honest mail goes through. */
export const mostSeals = 5;
const mostFields = 1000;
const workOfLine = 64;

interface Bounded {
  readonly copy: Buffer;
  /** Whether no signature is left out because the body is too large for it. */
  readonly isWhole: boolean;
}

/**
 * What of a mail is checked, as that is done in between all else: its first signatures, and those that tell how it was handed on (ARC)
 * where these are few; of them one is over the body as well. Of a head that is too large nothing counts but from whom it is, whole: half of it might name another.
 */
export function boundedCopy(raw: Buffer): Bounded {
  const end = endOfHead(raw);
  const fields = fieldsOf(raw.subarray(0, Math.min(end, 10 * most.head)));
  if (end > most.head || fields.length > mostFields)
    return { copy: end > 10 * most.head ? Buffer.alloc(0) : fromOf(fields), isWhole: true };
  const body = raw.subarray(end);
  const signatures = Math.min(most.signatures, Math.floor(most.work / workOf(body)));
  const handedOn = fields.filter(isOfArc).length;
  const keepsArc = handedOn > 0 && handedOn <= 3 * mostSeals && signatures > 1;
  const ofSender = keepsArc ? signatures - 1 : signatures;
  let seen = 0;
  const head = fields.filter((field) => {
    if (isOfArc(field)) return keepsArc;
    return !/^\s*dkim-signature/i.test(field) || seen++ < ofSender;
  });
  return {
    copy: Buffer.concat([Buffer.from(head.join(""), "latin1"), ...(signatures > 0 ? [body] : [])]),
    isWhole: signatures === most.signatures || seen <= ofSender,
  };
}

const isOfArc = (field: string): boolean => /^\s*arc-/i.test(field);

/** Where the first empty line ends. */
function endOfHead(raw: Buffer): number {
  for (let at = 0; at < raw.length; ) {
    if (raw[at] === 10) return at + 1;
    if (raw[at] === 13 && raw[at + 1] === 10) return at + 2;
    const line = raw.indexOf(10, at);
    if (line < 0) break;
    at = line + 1;
  }
  return raw.length;
}

/**
 * Whether a head is as RFC 5322 has it, line by line. Of another, one reader sees fields where the next sees the rest of the field
 * above: what the one has checked is not what the other reads.
 */
export function hasPlainHead(raw: Buffer): boolean {
  const head = raw.subarray(0, Math.min(endOfHead(raw), 10 * most.head)).toString("latin1");
  if (/\r(?!\n)|\0/.test(head)) return false;
  return head.split(/\r?\n/).every((line) => line === "" || /^(?:[!-9;-~]+:|[ \t]+[^ \t])/.test(line));
}

function fieldsOf(head: Buffer): string[] {
  return head.toString("latin1").split(/(?<=\n)(?![ \t])/);
}

/** Without end where there are too many lines, or such as no mail has (RFC 5322, 2.3): they cost most, and nobody signs them. */
function workOf(body: Buffer): number {
  let [begin, lines] = [0, 1];
  for (let at = body.indexOf(10); at >= 0; at = body.indexOf(10, begin)) {
    const isLine = body[at - 1] === 13 && at - begin <= most.line;
    if (!isLine || ++lines * workOfLine > most.work) return Number.POSITIVE_INFINITY;
    begin = at + 1;
  }
  return body.length - begin > most.line ? Number.POSITIVE_INFINITY : body.length + lines * workOfLine;
}

function fromOf(fields: readonly string[]): Buffer {
  const from = fields.filter((field) => /^\s*from\s*:/i.test(field)).join("");
  return Buffer.from(from.length > most.from ? "" : from, "latin1");
}
