import { sql } from "kysely";
import type { BodyOf } from "#kernel/action";
import { AppError } from "#kernel/error";
import { get, note, update, type RuntimeSettings, type Work } from "#records";
import { type inviteUser, platformEvents } from "../contract/index.ts";
import { giveLogin } from "../identity/login.ts";
import { hashOf, isToken, newToken } from "../identity/tokens.ts";
import { assertMayGive, assertStandsAbove } from "../rights/standing.ts";
import { createUser } from "./creating.ts";

const hoursValid = 72;

export interface Invited {
  readonly userId: string;
  readonly link: string | null;
}

/**
 * Invites somebody new, or a user who cannot sign in yet. With a mail server the link is made by the job that
 * sends it and is nowhere else; without, it is in the answer. Earlier invitations of the user end.
 * Throws `value_taken` for a known address, `already_done` for one who can sign in, `rights_exceeded`.
 */
export async function inviteToSignIn(
  work: Work,
  settings: RuntimeSettings,
  invitation: BodyOf<typeof inviteUser>,
): Promise<Invited> {
  const userId = invitation.userId
    ? await prepareKnown(work, invitation.userId, invitation)
    : await prepareNew(work, invitation);
  await assertStandsAbove(work, userId);
  await withdraw(work, userId);
  const token = settings.smtpUrl ? null : newToken();
  const { id } = await work.db
    .insertInto("invitations")
    .values({
      user_id: userId,
      token_hash: token && hashOf(token),
      expires_at: new Date(work.now.getTime() + hoursValid * 3_600_000),
      created_by: work.actor.userId,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  work.emit({
    name: platformEvents.userInvited,
    object: "user",
    records: [userId],
    payload: { invitation: id },
  });
  await note(work, { kind: "user_invited", object: "user", record: userId });
  return { userId, link: token && invitationLink(settings, token) };
}

/** For the job that mails it: a fresh token in place of any before. Null when there is nothing to send any more. */
export async function renewInvitation(work: Work, settings: RuntimeSettings, id: string) {
  const token = newToken();
  const renewed = await work.db
    .updateTable("invitations")
    .set({ token_hash: hashOf(token) })
    .where("id", "=", id)
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .returning(["user_id", "created_by"])
    .executeTakeFirst();
  return renewed
    ? { userId: renewed.user_id, invitedBy: renewed.created_by, link: invitationLink(settings, token) }
    : null;
}

/** Whom the invitation is for. Throws `link_expired` unless it is there, unused and not too old. */
export async function invitedBy(work: Work, token: string) {
  if (!isToken(token)) throw new AppError("link_expired");
  const found = await work.db
    .selectFrom("invitations")
    .innerJoin("users", "users.id", "invitations.user_id")
    .innerJoin("organisation", (join) => join.onTrue())
    .select(["users.id", "users.name", "users.email", "organisation.name as organisation"])
    .where("token_hash", "=", hashOf(token))
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("expires_at", ">", sql<Date>`now()`)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  if (!found?.email) throw new AppError("link_expired");
  return { ...found, email: found.email };
}

/** Spends the invitation and gives its user a way to sign in by `password`. Of several at once one succeeds. */
export async function acceptInvitationOf(work: Work, token: string, password: string) {
  const user = await invitedBy(work, token);
  const spent = await work.db
    .updateTable("invitations")
    .set({ token_hash: null, accepted_at: work.now })
    .where("token_hash", "=", hashOf(token))
    .where("accepted_at", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (!spent) throw new AppError("link_expired");
  await giveLogin(work, { userId: user.id, name: user.name, email: user.email, password });
  await note(work, { kind: "invitation_accepted", actorId: user.id });
  return { userId: user.id, email: user.email };
}

async function prepareNew(work: Work, invitation: BodyOf<typeof inviteUser>): Promise<string> {
  if (!invitation.name) throw new AppError("field_required", { field: "name" });
  await assertFree(work, invitation.email, null);
  const made = await createUser(work, {
    name: invitation.name,
    email: invitation.email,
    roles: invitation.roleIds,
    teamId: invitation.teamId,
    locale: invitation.locale,
  });
  return made.id;
}

async function prepareKnown(
  work: Work,
  userId: string,
  invitation: BodyOf<typeof inviteUser>,
): Promise<string> {
  const user = await get(work, "user", userId);
  if (user["active"] !== true) throw new AppError("not_found");
  const login = await work.db
    .selectFrom("auth.user")
    .select("id")
    .where("id", "=", userId)
    .executeTakeFirst();
  if (login) throw new AppError("already_done");
  await assertFree(work, invitation.email, userId);
  if (invitation.roleIds) await assertMayGive(work, invitation.roleIds);
  await update(
    work,
    "user",
    userId,
    { email: invitation.email, ...(invitation.roleIds ? { roles: invitation.roleIds } : {}) },
    { governed: true },
  );
  return userId;
}

async function assertFree(work: Work, email: string, userId: string | null): Promise<void> {
  const taken = await work.db
    .selectFrom("users")
    .select("id")
    .where("email", "=", email)
    .where("archived_at", "is", null)
    .where("id", "is distinct from", userId)
    .executeTakeFirst();
  if (taken) throw new AppError("value_taken", { field: "email" });
}

async function withdraw(work: Work, userId: string): Promise<void> {
  await work.db
    .updateTable("invitations")
    .set({ token_hash: null, withdrawn_at: work.now })
    .where("user_id", "=", userId)
    .where("accepted_at", "is", null)
    .where("withdrawn_at", "is", null)
    .execute();
}

function invitationLink(settings: RuntimeSettings, token: string): string {
  return `${settings.baseUrl}/invitation#${token}`;
}
