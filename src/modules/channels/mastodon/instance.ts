import { z } from "zod";
import type { EgressRequest } from "#platform";
import type { Runtime } from "#records";
import { type Answered, askService } from "../messengers/calling.ts";
import { isOwn } from "../connections/own-servers.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";

export type Member = Connected<"mastodon">;

export const addressAt = ({ settings }: Member, path: string): string =>
  `${settings.server.replace(/\/$/, "")}${path}`;

export const proofOf = ({ secrets }: Member): Record<string, string> => ({
  authorization: `Bearer ${secrets.token}`,
});

/** Asks the instance. Throws `MessengerError` where it does not accept the token. */
export async function askInstance(
  runtime: Runtime,
  member: Member,
  {
    path,
    body,
    ...asked
  }: Pick<EgressRequest, "method"> & {
    readonly path: string;
    readonly body?: FormData | Readonly<Record<string, unknown>>;
    readonly headers?: Readonly<Record<string, string>>;
  },
): Promise<Answered> {
  const { protocol, hostname } = new URL(member.settings.server);
  if (protocol !== "https:" && !isOwn(runtime.settings, hostname)) throw new MessengerError("security");
  const form = body && new Response(body instanceof FormData ? body : JSON.stringify(body));
  const content = form && Buffer.from(await form.arrayBuffer());
  const type = body instanceof FormData ? form?.headers.get("content-type") : "application/json";
  const answered = await askService(runtime, {
    method: asked.method,
    address: addressAt(member, path),
    headers: {
      ...proofOf(member),
      ...(content && { "content-type": type ?? "", "content-length": String(content.length) }),
      ...asked.headers,
    },
    answerBytes: 16_000_000,
    ...(content && { body: content }),
  });
  if (answered.status === 401 || answered.status === 403) throw new MessengerError("sign_in");
  return answered;
}

/** Why it did not take something, in its words. */
export function problemOf({ status, value }: Answered): string {
  const told = z.object({ error: z.string() }).safeParse(value).data;
  return told ? `${status} ${told.error}` : `Mastodon: ${status}`;
}

/** Asks who we are there. Throws `MessengerError`. */
export async function connectMember(runtime: Runtime, member: Member): Promise<{ address: string }> {
  const { value } = await askInstance(runtime, member, {
    method: "GET",
    path: "/api/v1/accounts/verify_credentials",
  });
  const me = z.object({ username: z.string().min(1).max(100) }).safeParse(value).data;
  if (!me) throw new MessengerError("answer");
  return { address: `@${me.username}@${new URL(member.settings.server).host}` };
}

/** Where the instance tells what is new as it comes, which may be another host below its own; the token goes to no other. */
export async function streamOf(runtime: Runtime, member: Member): Promise<string> {
  const { value } = await askInstance(runtime, member, { method: "GET", path: "/api/v2/instance" });
  const told = z
    .object({ configuration: z.object({ urls: z.object({ streaming: z.url() }) }) })
    .safeParse(value).data;
  const own = addressAt(member, "");
  const host = told?.configuration.urls.streaming.replace(/^ws/, "http").replace(/\/$/, "") ?? own;
  return `${isBelow(host, own) ? host : own}/api/v1/streaming/user/notification`;
}

function isBelow(host: string, own: string): boolean {
  const [one, other] = [new URL(host), new URL(own)];
  return one.protocol === other.protocol && `.${one.host}`.endsWith(`.${other.host}`);
}
