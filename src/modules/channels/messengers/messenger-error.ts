import { EgressError } from "#platform";
import type { MessengerTrouble } from "../contract/messengers.ts";

/** A messenger that cannot be used, and why. */
export class MessengerError extends Error {
  override readonly name = "MessengerError";
  readonly trouble: MessengerTrouble;

  constructor(trouble: MessengerTrouble, detail?: string) {
    super(detail ?? trouble);
    this.trouble = trouble;
  }
}

/** Anything thrown on the way to a service as its trouble. */
export function troubleOf(error: unknown): MessengerTrouble {
  if (error instanceof MessengerError) return error.trouble;
  if (!(error instanceof EgressError)) return "answer";
  if (error.failure === "address") return "address";
  return error.failure === "certificate" ? "security" : "unreachable";
}
