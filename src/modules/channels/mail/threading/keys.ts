import { createHash } from "node:crypto";
import type { Account } from "../../accounts/account.ts";

const longest = 250;

type Scope = Pick<Account, "id" | "user">;

/** What is said in a personal mailbox belongs to no conversation of all, though it may be the same mail. */
const scopeOf = ({ id, user }: Scope): string => (user === null ? "" : `${id}:`);

export const keyOfMail = (account: Scope, id: string): string => `mail:${scopeOf(account)}${shortened(id)}`;

export const keyOfReply = (account: Scope, message: string): string => `reply:${scopeOf(account)}${message}`;

/** A number that stands in a subject as `[#4711]`: whoever gives numbers to conversations keeps this key for them. */
export const keyOfNumber = (number: string): string => `number:${number.toLowerCase()}`;

function shortened(id: string): string {
  return id.length <= longest ? id : `sha256:${createHash("sha256").update(id).digest("hex")}`;
}
