import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Runtime } from "#records";
import type { Outgoing } from "../adapter.ts";
import { type Answered, askService } from "../messengers/calling.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";
import { webhookOf } from "../messengers/webhook-address.ts";

type Community = Connected<"vk">;

const version = "5.199";
const answer = z.object({
  response: z.unknown().optional(),
  error: z.object({ error_code: z.number(), error_msg: z.string() }).optional(),
});

export interface Told extends Answered {
  readonly response: unknown;
  /** Nought: none. Codes stand at https://dev.vk.com/ru/reference/errors. */
  readonly code: number;
  readonly problem: string;
}

/** Asks for a method of VK's API, which answers 200 whatever it says. */
export async function askCommunity(
  runtime: Runtime,
  { settings, secrets }: Community,
  method: string,
  params: Readonly<Record<string, string>>,
  patience?: number,
): Promise<Told> {
  const body = new URLSearchParams({ ...params, access_token: secrets.token ?? "", v: version }).toString();
  const asked = await askService(runtime, {
    method: "POST",
    address: `${settings.server}/method/${method}`,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(body)),
    },
    body,
    ...(patience && { patience: { connect: patience, answer: patience, whole: patience } }),
  });
  const { response, error } = answer.safeParse(asked.value).data ?? {};
  const problem = error ? `${error.error_code} ${error.error_msg}` : `VK: ${asked.status}`;
  return { ...asked, response, code: error?.error_code ?? 0, problem };
}

/** The word by which VK proves that it is VK: letters and digits, at most 50. */
export const wordOf = ({ secrets }: Pick<Connected, "secrets">): string =>
  createHash("sha256").update(secrets.hook).digest("hex").slice(0, 40);

/** What VK wants to hear from the address that it is to call. Null where it does not tell us. */
export async function confirmationOf(runtime: Runtime, community: Community): Promise<string | null> {
  const { response } = await askCommunity(runtime, community, "groups.getCallbackConfirmationCode", {
    group_id: community.settings.group_id,
  });
  return z.object({ code: z.string().max(100) }).safeParse(response).data?.code ?? null;
}

/** Asks which community it is, and tells VK where to tell us what is written to it. Throws `MessengerError`. */
export async function connectCommunity(runtime: Runtime, community: Community): Promise<{ address: string }> {
  const { group_id } = community.settings;
  const told = await askCommunity(runtime, community, "groups.getById", { group_id });
  // The key is none, or of another community, or has not the rights.
  if ([5, 15, 27, 28].includes(told.code)) throw new MessengerError("sign_in", told.problem);
  const groups = z
    .object({ groups: z.array(z.object({ screen_name: z.string().max(200) })).min(1) })
    .safeParse(told.response);
  const screenName = groups.data?.groups[0]?.screen_name;
  if (!screenName) throw new MessengerError("answer", told.problem);
  await tellAddress(runtime, community);
  return { address: `vk.com/${screenName}` };
}

/** One entry of the Callback API for this installation, made or brought up to date. */
async function tellAddress(runtime: Runtime, community: Community): Promise<void> {
  const { group_id } = community.settings;
  const url = webhookOf(runtime.settings, community.account.id);
  const ask = async (method: string, params: Readonly<Record<string, string>>): Promise<unknown> => {
    const { response, problem } = await askCommunity(runtime, community, method, { group_id, ...params });
    if (response === undefined) throw new MessengerError("webhook", problem);
    return response;
  };
  const servers = z
    .object({ items: z.array(z.object({ id: z.number(), url: z.string() })) })
    .safeParse(await ask("groups.getCallbackServers", {}));
  const entry = { url, title: "Rapport", secret_key: wordOf(community) };
  const known = servers.data?.items.find((one) => one.url === url)?.id;
  if (known !== undefined) await ask("groups.editCallbackServer", { server_id: String(known), ...entry });
  const added = known === undefined ? await ask("groups.addCallbackServer", entry) : undefined;
  const id = known ?? z.object({ server_id: z.number() }).safeParse(added).data?.server_id;
  if (id === undefined) throw new MessengerError("webhook");
  await ask("groups.setCallbackSettings", {
    server_id: String(id),
    api_version: version,
    message_new: "1",
  });
}

/** How somebody calls themselves; undefined where VK does not say. */
export async function nameOf(
  runtime: Runtime,
  community: Community,
  id: number,
): Promise<string | undefined> {
  const told = await askCommunity(runtime, community, "users.get", { user_ids: String(id) }, 3_000).catch(
    () => null,
  );
  const people = z
    .array(z.object({ first_name: z.string(), last_name: z.string().optional() }))
    .safeParse(told?.response);
  const [person] = people.data ?? [];
  return person && [person.first_name, person.last_name].filter(Boolean).join(" ");
}

/** Leaves a file there for a correspondence. Answers by what it is attached, or why it was not taken. */
export async function upload(
  runtime: Runtime,
  community: Community,
  { peer, file: { name, type, path } }: { readonly peer: string; readonly file: Outgoing["files"][number] },
): Promise<{ readonly attachment: string } | { readonly problem: string }> {
  const place = await askCommunity(runtime, community, "docs.getMessagesUploadServer", {
    type: "doc",
    peer_id: peer,
  });
  const to = z.object({ upload_url: z.url().max(4000) }).safeParse(place.response).data?.upload_url;
  if (!to) return { problem: place.problem };
  const form = new FormData();
  form.set("file", new Blob([await readFile(path)], { type }), name);
  const sent = new Response(form);
  const content = Buffer.from(await sent.arrayBuffer());
  const left = await askService(runtime, {
    method: "POST",
    address: to,
    headers: {
      "content-type": sent.headers.get("content-type") ?? "",
      "content-length": String(content.length),
    },
    body: content,
  });
  const file = z.object({ file: z.string().max(4000) }).safeParse(left.value).data?.file;
  if (!file) return { problem: `VK: ${left.status}` };
  const saved = await askCommunity(runtime, community, "docs.save", { file, title: name });
  const doc = z.object({ doc: z.object({ id: z.number(), owner_id: z.number() }) }).safeParse(saved.response)
    .data?.doc;
  return doc ? { attachment: `doc${doc.owner_id}_${doc.id}` } : { problem: saved.problem };
}
