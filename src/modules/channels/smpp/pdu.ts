/** What of SMPP 3.4 we speak, by its command_id; an answer has the highest bit set. */
export const commands = {
  bindTransceiver: 0x09,
  unbind: 0x06,
  submit: 0x04,
  deliver: 0x05,
  enquireLink: 0x15,
} as const;
export const answerTo = (command: number): number => (command | 0x8000_0000) >>> 0;
export const genericNack = 0x8000_0000;

/** One unit of the protocol. */
export interface Pdu {
  readonly command: number;
  readonly status: number;
  readonly sequence: number;
  readonly body: Buffer;
}

const head = 16;
/** Nothing that a server tells is longer. */
const longest = 70_000;

export function framed({ command, status, sequence, body }: Pdu): Buffer {
  const start = Buffer.alloc(head);
  [head + body.length, command, status, sequence].forEach((value, place) =>
    start.writeUInt32BE(value, place * 4),
  );
  return Buffer.concat([start, body]);
}

/** Takes pieces as they come and answers the units that are whole. Throws where they are none of SMPP. */
export function pduReader(): (piece: Buffer) => Pdu[] {
  let held = Buffer.alloc(0);
  return (piece) => {
    held = Buffer.concat([held, piece]);
    const whole: Pdu[] = [];
    while (held.length >= head) {
      const length = held.readUInt32BE(0);
      if (length < head || length > longest) throw new Error("no unit of SMPP");
      if (held.length < length) break;
      whole.push(pduIn(held.subarray(0, length)));
      held = held.subarray(length);
    }
    return whole;
  };
}

export function pduIn(frame: Buffer): Pdu {
  return {
    command: frame.readUInt32BE(4),
    status: frame.readUInt32BE(8),
    sequence: frame.readUInt32BE(12),
    body: Buffer.from(frame.subarray(head)),
  };
}

const text = (value: string): Buffer => Buffer.from(`${value}\0`, "latin1");

export const bindBody = (user: string, password: string): Buffer =>
  Buffer.concat([text(user), text(password), text(""), Buffer.from([0x34, 0, 0]), text("")]);

/** An address with its type of number and numbering plan. */
interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** A number with its country, a short code, or a name. */
export function addressOf(value: string): Address {
  if (value.startsWith("+")) return { ton: 1, npi: 1, address: value.slice(1) };
  return /^\d+$/.test(value) ? { ton: 3, npi: 0, address: value } : { ton: 5, npi: 0, address: value };
}

interface Submitted {
  readonly from: string;
  readonly to: string;
  readonly coding: number;
  /** With a head that says which part of which it is. */
  readonly hasHead: boolean;
  readonly content: Buffer;
  readonly wantsReceipt: boolean;
}

export function submitBody({ from, to, coding, hasHead, content, wantsReceipt }: Submitted): Buffer {
  const place = ({ ton, npi, address }: Address): Buffer =>
    Buffer.concat([Buffer.from([ton, npi]), text(address)]);
  return Buffer.concat([
    text(""),
    place(addressOf(from)),
    place(addressOf(to)),
    Buffer.from([hasHead ? 0x40 : 0, 0, 0]),
    text(""),
    text(""),
    Buffer.from([wantsReceipt ? 1 : 0, 0, coding, 0, content.length]),
    content,
  ]);
}

/** What a deliver_sm tells. */
export interface Delivered extends Pick<Address, "ton" | "address"> {
  readonly isReceipt: boolean;
  readonly coding: number;
  readonly content: Buffer;
  /** Which part of which long message it is. */
  readonly part: { readonly of: string; readonly total: number; readonly number: number } | null;
  readonly extras: ReadonlyMap<number, Buffer>;
}

const extra = { payload: 0x0424, sarReference: 0x020c, sarTotal: 0x020e, sarNumber: 0x020f } as const;

/** Throws `RangeError` where it ends before it should. */
export function readDelivered(body: Buffer): Delivered {
  let at = 0;
  const byte = (): number => body.readUInt8(at++);
  const word = (): string => {
    const end = body.indexOf(0, at);
    if (end < 0) throw new RangeError("no end of a word");
    const value = body.toString("latin1", at, end);
    at = end + 1;
    return value;
  };
  word();
  const [ton] = [byte(), byte()];
  const address = word();
  at += 2;
  word();
  const kind = byte();
  at += 2;
  word();
  word();
  at += 2;
  const [coding] = [byte(), byte()];
  const length = byte();
  const short = body.subarray(at, at + length);
  const extras = extrasIn(body.subarray(at + length));
  const content = length > 0 ? short : (extras.get(extra.payload) ?? short);
  const hasHead = (kind & 0x40) !== 0 && content.length > 0;
  const skipped = hasHead ? 1 + (content[0] ?? 0) : 0;
  return {
    ton: ton ?? 0,
    address,
    isReceipt: (kind & 0x3c) === 0x04,
    coding: coding ?? 0,
    content: Buffer.from(content.subarray(skipped)),
    part: hasHead ? partIn(content.subarray(1, skipped)) : partBy(extras),
    extras,
  };
}

function extrasIn(content: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= content.length; ) {
    const length = content.readUInt16BE(at + 2);
    found.set(content.readUInt16BE(at), content.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** Of a head the piece that tells parts, by a short or a long number (3GPP TS 23.040, 9.2.3.24). */
function partIn(pieces: Buffer): Delivered["part"] {
  for (let at = 0; at + 2 <= pieces.length; ) {
    const [kind = 0, length = 0] = pieces.subarray(at, at + 2);
    const said = pieces.subarray(at + 2, at + 2 + length);
    if ((kind === 0 && length === 3) || (kind === 8 && length === 4))
      return partOf(said.toString("hex", 0, length - 2), said[length - 2], said[length - 1]);
    at += 2 + length;
  }
  return null;
}

function partBy(extras: ReadonlyMap<number, Buffer>): Delivered["part"] {
  const [of, total, number] = [extra.sarReference, extra.sarTotal, extra.sarNumber].map((one) =>
    extras.get(one),
  );
  return of ? partOf(of.toString("hex"), total?.[0], number?.[0]) : null;
}

/** None where there are not so many; it stands alone then. */
function partOf(of: string, total = 0, number = 0): Delivered["part"] {
  return number >= 1 && number <= total ? { of, total, number } : null;
}
