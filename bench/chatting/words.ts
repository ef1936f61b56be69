/** The clock of this machine in milliseconds, the same for all of its processes. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** A message that tells its number and when it was written. */
export function say(number: string, at: number): string {
  return `${number} ${at} Where is the parcel that you sent on Monday, and when will it be here?`;
}

export function heardIn(body: string): { readonly number: string; readonly at: number } {
  const [number = "", at = ""] = body.split(" ");
  return { number, at: Number(at) };
}

/** A message on its way: its number, when it was written, and how long until the other side had it, in milliseconds. */
export type Came = readonly [number: string, at: number, late: number];

/** What an end counted. */
export interface Count {
  readonly sent: number;
  readonly came: readonly Came[];
  /** Heard again. */
  readonly doubled: number;
  /** Streams that were cut and taken up again. */
  readonly cut: number;
}
