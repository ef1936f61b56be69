import { z } from "zod";
import { locales } from "#kernel/locale";
import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { Unreadable } from "../../adapter.ts";
import type { Incoming } from "../../taking-in/incoming.ts";
import { keyOfSession } from "../telling/lines.ts";

/** The raw form of what a visitor sent. */
const arrived = z.object({
  session: z.uuid(),
  id: z.uuid(),
  at: z.iso.datetime(),
  body: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  isProven: z.boolean(),
  language: z.enum(locales),
  page: z.string().nullable(),
  file: z.object({ name: z.string(), type: z.string(), content: z.base64() }).optional(),
});
export type Arrived = z.infer<typeof arrived>;

const longestSubject = 80;

/** Makes the standard form of what a visitor sent. */
export function readArrived(_runtime: Runtime, _account: Account, raw: Buffer): Promise<Incoming> {
  const read = arrived.safeParse(JSON.parse(raw.toString("utf8")));
  if (!read.success) return Promise.reject(new Unreadable("It is no message of a visitor"));
  const { session, id, at, body, name, email, isProven, language, page, file } = read.data;
  const key = keyOfSession(session);
  return Promise.resolve({
    kind: "message",
    at: new Date(at),
    from: { value: email, ...(name !== null && { name }) },
    subject: (body || file?.name || "").replace(/\s+/g, " ").slice(0, longestSubject),
    body,
    belongsTo: [key],
    keys: [key],
    language,
    details: { chat: id, session, ...(page !== null && { page }), ...(isProven && { proven: true }) },
    ...(file && {
      files: [{ name: file.name, type: file.type, content: Buffer.from(file.content, "base64") }],
    }),
  });
}
