import type { Message } from "#platform";
import type { Work } from "#records";

/** That answers to a letter go to whoever had it sent. */
export async function answersTo(work: Work, user: string | null): Promise<Pick<Message, "replyTo">> {
  const row = user
    ? await work.db.selectFrom("users").select(["name", "email"]).where("id", "=", user).executeTakeFirst()
    : undefined;
  return row?.email ? { replyTo: { name: row.name, address: row.email } } : {};
}
