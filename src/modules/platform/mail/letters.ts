import { z } from "zod";
import { isLocale, type Locale } from "#kernel/locale";
import type { Runtime, Subscription } from "#records";
import { platformEvents } from "../contract/index.ts";
import { passwordResetLink } from "../identity/passwords.ts";
import { notify } from "../notifications/notifying.ts";
import { renewInvitation } from "../users/inviting.ts";
import { postLetter } from "./posting.ts";

/** After the invitation is committed: where there is a mail server, a job makes its link and sends it. */
export const invitationsGoOut: Subscription = {
  name: "platform.invitations_go_out",
  events: [platformEvents.userInvited],
  async hear(runtime, event) {
    const invitation = event.payload?.["invitation"];
    if (!runtime.settings.smtpUrl || typeof invitation !== "string") return;
    await runtime.addJob("platform.invitation", { invitation }, { key: `platform.invitation ${invitation}` });
  },
};

/** Sends an invitation. Tried again, it carries a new link and the one before is void. */
export async function sendInvitation(runtime: Runtime, payload: unknown): Promise<void> {
  const { invitation } = z.object({ invitation: z.uuid() }).parse(payload);
  const renewed = await runtime.runAsSystem((work) => renewInvitation(work, runtime.settings, invitation));
  const user = renewed && (await recipient(runtime, renewed.userId));
  if (!user) return;
  const inviter = renewed.invitedBy && (await recipient(runtime, renewed.invitedBy));
  await postLetter(runtime.settings, {
    to: user.email,
    locale: user.locale,
    kind: "invitation",
    values: {
      name: user.name,
      organisation: user.organisation,
      inviter: inviter ? inviter.name : user.organisation,
      link: renewed.link,
    },
  });
}

/**
 * Answers a request for a new password, away from the request itself so that its time tells nothing: a letter
 * where there is a mail server, else word to the administrators. Nothing for an address that nobody signs in by.
 */
export async function answerPasswordReset(runtime: Runtime, payload: unknown): Promise<void> {
  const { email } = z.object({ email: z.string() }).parse(payload);
  const login = await runtime.database
    .selectFrom("auth.user")
    .select("id")
    .where("email", "=", email)
    .executeTakeFirst();
  const user = login && (await recipient(runtime, login.id));
  if (!user) return;
  if (!runtime.settings.smtpUrl) return tellAdministrators(runtime, login.id, user.name);
  const link = await passwordResetLink(runtime, login.id);
  await postLetter(runtime.settings, {
    to: user.email,
    locale: user.locale,
    kind: "password_reset",
    values: { name: user.name, organisation: user.organisation, link },
  });
}

async function tellAdministrators(runtime: Runtime, userId: string, name: string): Promise<void> {
  await runtime.runAsSystem(async (work) => {
    const administrators = await work.db
      .selectFrom("user_roles")
      .innerJoin("roles", "roles.id", "user_roles.role_id")
      .innerJoin("users", "users.id", "user_roles.user_id")
      .select("users.id")
      .where("roles.key", "=", "administrator")
      .where("users.active", "=", true)
      .execute();
    const day = work.now.toISOString().slice(0, 10);
    await notify(
      work,
      administrators.map((one) => one.id),
      "password_reset_asked",
      {
        object: "user",
        id: userId,
        params: { name },
        once: `password reset ${userId} ${day}`,
      },
    );
  });
}

interface Recipient {
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly organisation: string;
}

async function recipient(runtime: Runtime, userId: string): Promise<Recipient | null> {
  const row = await runtime.database
    .selectFrom("users")
    .innerJoin("organisation", (join) => join.onTrue())
    .select(["users.name", "users.email", "users.locale"])
    .select(["organisation.name as organisation", "organisation.locale as organisation_locale"])
    .where("users.id", "=", userId)
    .where("users.active", "=", true)
    .where("users.archived_at", "is", null)
    .executeTakeFirst();
  if (!row?.email) return null;
  const locale = row.locale ?? row.organisation_locale;
  return {
    name: row.name,
    email: row.email,
    organisation: row.organisation,
    locale: isLocale(locale) ? locale : "en",
  };
}
