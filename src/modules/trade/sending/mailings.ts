import { mailingFailures, type Mailing } from "../contract/mailings.ts";

/** What the tables of letters have in common. */
export interface MailingRow {
  readonly id: string;
  readonly sent_at: Date | null;
  readonly failed_at: Date | null;
  readonly failure: string | null;
  readonly answer: string | null;
  readonly created_at: Date;
}

/** A letter as it is shown; to whom it goes is told to those alone who may see addresses. */
export function mailingOf(row: MailingRow, to: readonly string[], seesAddresses: boolean): Mailing {
  return {
    id: row.id,
    to: seesAddresses ? [...to] : to.map(() => "–"),
    at: row.created_at.toISOString(),
    state: stateOf(row),
    sentAt: row.sent_at?.toISOString() ?? null,
    failure: mailingFailures.find((one) => one === row.failure) ?? null,
    // A server's answer repeats the address.
    answer: seesAddresses ? row.answer : null,
  };
}

function stateOf({ sent_at, failed_at }: MailingRow): Mailing["state"] {
  if (sent_at) return "sent";
  return failed_at ? "failed" : "queued";
}
