import { EgressError } from "#platform";

/**
 * Why a calendar elsewhere is not kept in step. `sign_in`: it does not take the password. `address`: it may not be called.
 * `gone`: the calendar is there no longer. `unreachable`: no connection, or too slow. `answer`: what it says is not CalDAV.
 */
export type Trouble = "sign_in" | "address" | "gone" | "unreachable" | "answer";

/** A calendar elsewhere did not do what was asked. */
export class CalendarTrouble extends Error {
  override readonly name = "CalendarTrouble";
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

/** What only its user can mend: nothing is tried until they have. */
export const isForUser = (trouble: Trouble): boolean =>
  trouble === "sign_in" || trouble === "address" || trouble === "gone";

/** Anything thrown while a calendar was asked, as its trouble; undefined for what is none of its doing. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof CalendarTrouble) return error.trouble;
  if (!(error instanceof EgressError)) return undefined;
  return error.failure === "address" ? "address" : error.failure === "answer" ? "answer" : "unreachable";
}
