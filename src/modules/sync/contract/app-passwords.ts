import { z } from "zod";
import { defineAction } from "#kernel/action";
import { idParams } from "#records/contract";

const appPassword = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type AppPassword = z.infer<typeof appPassword>;

export const listAppPasswords = defineAction({
  id: "sync.app_passwords",
  method: "GET",
  path: "/api/app-passwords",
  summary: "One's own passwords for calendars and address books, and what else a program there is to be told",
  permission: "signed_in",
  atScreen: true,
  output: z.strictObject({
    data: z.array(appPassword),
    /** What a program is told besides: the name to sign in with and the address of the server. */
    userName: z.string(),
    server: z.url(),
    calendars: z.url(),
    addressBooks: z.url(),
  }),
});

export const makeAppPassword = defineAction({
  id: "sync.make_app_password",
  method: "POST",
  path: "/api/app-passwords",
  summary:
    "Makes a password for one program, by which it reads and writes one's calendars and contacts. It is shown this once",
  permission: "signed_in",
  atScreen: true,
  body: z.strictObject({ name: z.string().trim().min(1).max(200) }),
  output: z.strictObject({ id: z.uuid(), password: z.string() }),
  status: 201,
});

export const revokeAppPassword = defineAction({
  id: "sync.revoke_app_password",
  method: "DELETE",
  path: "/api/app-passwords/:id",
  summary: "Revokes a password; it is dead with the next request",
  permission: "signed_in",
  atScreen: true,
  params: idParams,
  status: 204,
});
