import { randomInt } from "node:crypto";
import type { OutputOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { note, type Runtime, type Work } from "#records";
import type { listAppPasswords } from "../contract/index.ts";
import { homeHref, rootHref } from "../dav/places.ts";
import { userAtScreen } from "../own-access.ts";
import { hashOfPassword } from "./using.ts";

/** Living passwords of one user. */
const mostPasswords = 50;

/** One's own, the newest first, with what a program is to be told besides. */
export async function appPasswordsOf(
  work: Work,
  { settings }: Runtime,
): Promise<OutputOf<typeof listAppPasswords>> {
  const user = userAtScreen(work);
  const { email } = await work.db
    .selectFrom("users")
    .select("email")
    .where("id", "=", user)
    .executeTakeFirstOrThrow();
  const rows = await work.db
    .selectFrom("app_passwords")
    .select(["id", "name", "created_at", "last_used_at"])
    .where("user_id", "=", user)
    .where("revoked_at", "is", null)
    .orderBy("id", "desc")
    .execute();
  const at = (path: string) => new URL(path, settings.baseUrl).href;
  return {
    data: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
    })),
    userName: email ?? user,
    server: at(rootHref),
    calendars: at(homeHref("calendars", user)),
    addressBooks: at(homeHref("addressbooks", user)),
  };
}

/**
 * Makes a password; its text is in the answer and nowhere else. Throws `not_allowed`, `too_many`.
 */
export async function makeAppPassword(work: Work, name: string): Promise<{ id: string; password: string }> {
  const user = userAtScreen(work);
  const { count } = await work.db
    .selectFrom("app_passwords")
    .select((all) => all.fn.countAll<string>().as("count"))
    .where("user_id", "=", user)
    .where("revoked_at", "is", null)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostPasswords) throw new AppError("too_many", { params: { max: mostPasswords } });
  const password = newPassword();
  const { id } = await work.db
    .insertInto("app_passwords")
    .values({ user_id: user, name, hash: hashOfPassword(password) })
    .returning("id")
    .executeTakeFirstOrThrow();
  await note(work, { kind: "app_password_made", details: { name } });
  return { id, password };
}

/** Throws `not_found`. */
export async function revokeAppPassword(work: Work, id: string): Promise<void> {
  const revoked = await work.db
    .updateTable("app_passwords")
    .set({ revoked_at: work.now })
    .where("id", "=", id)
    .where("user_id", "=", userAtScreen(work))
    .where("revoked_at", "is", null)
    .returning("name")
    .executeTakeFirst();
  if (!revoked) throw new AppError("not_found");
  await note(work, { kind: "app_password_revoked", details: { name: revoked.name } });
}

// 20 letters out of 31 that nobody takes for one another: 99 bits, to be typed on a telephone.
function newPassword(): string {
  const letters = Array.from({ length: 20 }, () => alphabet[randomInt(alphabet.length)]);
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join("")).join("-");
}

const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
