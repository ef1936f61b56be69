import { EgressError } from "#platform";
import type { MailTrouble } from "../../contract/mailboxes.ts";

export class MailboxTrouble extends Error {
  override readonly name = "MailboxTrouble";
  readonly trouble: MailTrouble;

  constructor(trouble: MailTrouble, cause?: unknown) {
    super(trouble, { cause });
    this.trouble = trouble;
  }
}

interface Told {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly responseStatus?: string;
}

/** Anything thrown by a mail server, or on the way there, as its trouble. */
export function troubleOf(error: unknown): MailTrouble {
  if (error instanceof MailboxTrouble) return error.trouble;
  if (error instanceof EgressError)
    return error.failure === "address"
      ? "address"
      : error.failure === "certificate"
        ? "security"
        : "unreachable";
  const { code = "", authenticationFailed } = (error ?? {}) as Told;
  if (authenticationFailed || code === "EAUTH") return "sign_in";
  if (/TLS|CERT|SSL|SIGNATURE|ISSUER|UNABLE_TO|EPROTO/i.test(code)) return "security";
  if (/PROTOCOL|GREETING/i.test(code)) return "answer";
  return "unreachable";
}
