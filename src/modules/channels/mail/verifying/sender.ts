import type { Email } from "postal-mime";
import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { mailboxOf } from "../connecting/stored-connection.ts";
import { headersOf } from "../reading/parsing.ts";
import { markIn } from "./mark.ts";
import { checkOf, methodsIn, saidBy, type SenderCheck } from "./methods.ts";

interface Asked {
  readonly raw: Buffer;
  readonly mail: Email;
  readonly account: Account;
  readonly from: string | null;
}

/**
 * Whether a mail is from whom it says, as we checked it when it was handed to us, else as the server says by which the mailbox is fed: by
 * the topmost of its lines alone, for those below anybody may have written. Null where nobody said.
 */
export async function senderCheckOf(
  runtime: Runtime,
  { raw, mail, account, from }: Asked,
): Promise<SenderCheck | null> {
  const ours = markIn(runtime.settings, raw);
  // Of whom nothing could be found out is known nothing: not the same as where nobody looks.
  if (ours !== null) return checkOf(from, methodsIn(ours)) ?? "unknown";
  const [topmost] = headersOf(mail, "authentication-results");
  if (topmost === undefined) return null;
  const trusted = (await mailboxOf(runtime, account.id))?.settings.trusts?.toLowerCase();
  return trusted && saidBy(topmost) === trusted ? checkOf(from, methodsIn(topmost)) : null;
}
