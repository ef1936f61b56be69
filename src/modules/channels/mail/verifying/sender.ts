import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { headersOf, type Parsed } from "../reading/parsing.ts";
import { markIn } from "./mark.ts";
import { methodsIn, saidBy, type SenderCheck } from "./methods.ts";
import { sealedCheck } from "./sealing.ts";

interface Asked {
  readonly raw: Buffer;
  readonly mail: Parsed;
  readonly account: Account;
  readonly from: string | null;
}

/**
 * Whether a mail is from whom it says, as we checked it when it was handed to us, else as the server says by which the mailbox is fed: by
 * the topmost of its lines alone, for those below anybody may have written. What was handed on is as it was when it came to who did so,
 * where they are believed. Null where nobody said.
 */
export async function senderCheckOf(
  runtime: Runtime,
  { raw, mail, account, from }: Asked,
): Promise<SenderCheck | null> {
  const ours = markIn(runtime.settings, raw);
  // Of whom nothing could be found out is known nothing: not the same as where nobody looks.
  const { trusts = "", sealers } = (await mailboxOf(runtime, account.id))?.settings ?? {};
  const said = ours ?? theirs(mail, trusts.toLowerCase());
  if (said === null) return null;
  const check = sealedCheck(methodsIn(said), { raw, mail, from, believed: sealers });
  return check ?? (ours === null ? null : "unknown");
}

function theirs(mail: Parsed, trusted: string): string | null {
  const [topmost] = headersOf(mail, "authentication-results");
  return topmost !== undefined && trusted !== "" && saidBy(topmost) === trusted ? topmost : null;
}
