/**
 * A place in the outbox. Events are in the order (transaction, sequence): a sequence alone says when a row was
 * written, not when its transaction committed.
 */
export interface Position {
  readonly transaction: bigint;
  readonly sequence: bigint;
}

export const beginning: Position = { transaction: 0n, sequence: 0n };

export function isAfter(one: Position, other: Position): boolean {
  if (one.transaction !== other.transaction) return one.transaction > other.transaction;
  return one.sequence > other.sequence;
}

/** `812-45`: the id of a message of the live stream. */
export function formatPosition({ transaction, sequence }: Position): string {
  return `${transaction}-${sequence}`;
}

/** Null for what is no position, such as an id that somebody made up. */
export function parsePosition(text: string | undefined): Position | null {
  const match = /^(\d{1,19})-(\d{1,18})$/.exec(text ?? "");
  return match ? { transaction: BigInt(match[1] as string), sequence: BigInt(match[2] as string) } : null;
}
