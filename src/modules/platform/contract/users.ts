import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { idParams } from "#records/contract";
import { emailAddress, passwordText, personName } from "./setup.ts";

export const inviteUser = defineAction({
  id: "inviteUser",
  method: "POST",
  path: "/api/invitations",
  summary:
    "Invites somebody new, or a user who cannot sign in yet. The link goes by mail, or to the one who invites.",
  permission: "users:manage",
  body: z.strictObject({
    /** A user who is there already, such as one that an import brought; else a new one is made. */
    userId: z.uuid().optional(),
    name: personName.optional(),
    email: emailAddress,
    roleIds: z.array(z.uuid()).max(20).optional(),
    teamId: z.uuid().nullable().optional(),
    locale: z.enum(locales).nullable().optional(),
  }),
  output: z.strictObject({
    userId: z.uuid(),
    /** Only where this installation sends no mail. */
    link: z.string().nullable(),
  }),
  status: 201,
});

export const readInvitation = defineAction({
  id: "readInvitation",
  method: "POST",
  path: "/api/invitations/readings",
  summary: "Whom an invitation is for.",
  permission: "public",
  body: z.strictObject({ token: z.string().max(500) }),
  output: z.strictObject({ name: z.string(), email: z.string(), organisation: z.string() }),
});

export const acceptInvitation = defineAction({
  id: "acceptInvitation",
  method: "POST",
  path: "/api/invitations/acceptances",
  summary: "Accepts an invitation by choosing a password, and signs in.",
  permission: "public",
  body: z.strictObject({ token: z.string().max(500), password: passwordText }),
  output: z.strictObject({ userId: z.uuid() }),
  status: 201,
});

export const deactivateUser = defineAction({
  id: "deactivateUser",
  method: "POST",
  path: "/api/users/:id/deactivation",
  summary: "Takes a user's access away at once: sessions, keys and links end. What they did stays.",
  permission: "users:manage",
  params: idParams,
  status: 204,
});

export const reactivateUser = defineAction({
  id: "reactivateUser",
  method: "DELETE",
  path: "/api/users/:id/deactivation",
  summary: "Lets a user sign in again.",
  permission: "users:manage",
  params: idParams,
  status: 204,
});

export const giveRoles = defineAction({
  id: "giveRoles",
  method: "PUT",
  path: "/api/users/:id/roles",
  summary: "Gives a user these roles and no others. Nobody gives more rights than they have.",
  permission: "users:manage",
  params: idParams,
  body: z.strictObject({ roleIds: z.array(z.uuid()).max(20) }),
  status: 204,
});

export const makePasswordReset = defineAction({
  id: "makePasswordReset",
  method: "POST",
  path: "/api/users/:id/password-reset",
  summary: "Sends a user a link by which to choose a new password, or shows it where no mail is sent.",
  permission: "users:manage",
  params: idParams,
  output: z.strictObject({ link: z.string().nullable() }),
  status: 201,
});

export const listAccess = defineAction({
  id: "listAccess",
  method: "GET",
  path: "/api/access",
  summary:
    "How each user gets in: whether they can sign in, are invited, have a second factor, and when they last did.",
  permission: "users:manage",
  output: z.strictObject({
    data: z.array(
      z.strictObject({
        userId: z.uuid(),
        state: z.enum(["can_sign_in", "invited", "invitation_expired", "no_access", "deactivated"]),
        secondFactor: z.boolean(),
        lastSeenAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
});
