import { z } from "zod";
import { defineAction } from "#kernel/action";
import { emailAddress, passwordText } from "./setup.ts";

export const signIn = defineAction({
  id: "signIn",
  method: "POST",
  path: "/api/session",
  summary: "Signs in by address and password; the session comes as a cookie.",
  permission: "public",
  body: z.strictObject({ email: emailAddress, password: passwordText, remember: z.boolean().default(true) }),
  output: z.strictObject({
    /** A code of the second factor is asked for before there is a session. */
    secondFactor: z.boolean(),
  }),
});

export const passSecondFactor = defineAction({
  id: "passSecondFactor",
  method: "POST",
  path: "/api/session/second-factor",
  summary: "Finishes a sign-in by a code of the authenticator, or by a recovery code.",
  permission: "public",
  body: z.strictObject({ code: z.string().trim().min(6).max(20) }),
  output: z.strictObject({ done: z.literal(true) }),
});

export const signOut = defineAction({
  id: "signOut",
  method: "DELETE",
  path: "/api/session",
  summary: "Ends the session.",
  permission: "signed_in",
  endsViewing: true,
  status: 204,
});

export const requestPasswordReset = defineAction({
  id: "requestPasswordReset",
  method: "POST",
  path: "/api/password-reset-requests",
  summary:
    "Asks for a link by which to choose a new password. Answers alike whether or not the address is known.",
  permission: "public",
  body: z.strictObject({ email: emailAddress }),
  output: z.strictObject({
    /** Whether this installation sends mail; else an administrator is told and hands the link over. */
    byMail: z.boolean(),
  }),
  status: 202,
});

export const resetPassword = defineAction({
  id: "resetPassword",
  method: "POST",
  path: "/api/password-resets",
  summary: "Sets a new password by the link that was sent, and ends all sessions of the user.",
  permission: "public",
  body: z.strictObject({ token: z.string().max(500), password: passwordText }),
  status: 204,
});
