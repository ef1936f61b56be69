import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import type { Outcome, Outgoing } from "../../adapter.ts";
import { noteTrouble } from "../../connections/state.ts";
import { withLink } from "../../forms/consenting/link.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { troubleOf } from "../connecting/trouble.ts";
import { noticing } from "../opening/picture.ts";
import { composed } from "./composing.ts";
import { openTransport } from "./transport.ts";

/**
 * Hands a mail to the server that sends for its mailbox. `later` where nothing of it was handed over; throws where the connection
 * broke after it had been, and nobody can know.
 */
export async function sendMail(runtime: Runtime, account: Account, message: Outgoing): Promise<Outcome> {
  const mailbox = await mailboxOf(runtime, account.id);
  if (!mailbox?.settings.smtp) return { state: "refused", problem: "mailbox_sends_nothing" };
  const linked = withLink(runtime.settings, message);
  const letter = await composed(runtime, account, linked, mailbox.settings);
  const mail =
    letter && mailbox.settings.noticesOpening ? await noticing(runtime, message.id, letter) : letter;
  if (!mail) return { state: "refused", problem: "nobody_to_send_to" };
  let transport: Awaited<ReturnType<typeof openTransport>>;
  try {
    transport = await openTransport(runtime, mailbox);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === "sign_in") await noteTrouble(runtime, account.id, trouble);
    return { state: "later", problem: trouble };
  }
  try {
    const { rejected } = (await transport.sendMail(mail)) as { rejected: string[] };
    const problem = rejected.length > 0 ? `Not taken: ${rejected.join(", ")}`.slice(0, 1000) : undefined;
    return { state: "sent", ...(problem && { problem }) };
  } catch (error) {
    const outcome = outcomeOf(error as SmtpFailure);
    if (outcome.problem === "sign_in") await noteTrouble(runtime, account.id, "sign_in");
    return outcome;
  } finally {
    transport.close();
  }
}

interface SmtpFailure extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

/** Throws it again where the mail may have been taken. */
function outcomeOf(failure: SmtpFailure): { state: "refused" | "later"; problem: string } {
  const { responseCode = 0, code = "", command = "" } = failure;
  if (code === "EAUTH") return { state: "later", problem: "sign_in" };
  const problem = (failure.response ?? failure.message).slice(0, 1000);
  if (responseCode >= 500) return { state: "refused", problem };
  if (responseCode >= 400) return { state: "later", problem };
  // A file that is gone: nothing went out, and nothing will.
  if (/^(ENOENT|EACCES|EFILEACCESS|EENVELOPE|EMESSAGE)$/.test(code)) return { state: "refused", problem };
  if (before.has(command)) return { state: "later", problem };
  throw failure;
}

/** Commands before the mail itself is sent. */
const before: ReadonlySet<string> = new Set([
  "CONN",
  "EHLO",
  "HELO",
  "LHLO",
  "STARTTLS",
  "AUTH",
  "MAIL FROM",
  "RCPT TO",
  "API",
]);
