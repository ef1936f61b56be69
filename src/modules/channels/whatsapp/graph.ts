import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { EgressStream } from "#platform";
import type { Runtime } from "#records";
import type { Outgoing } from "../adapter.ts";
import { fileAt } from "../connections/file-elsewhere.ts";
import { type Answered, askService } from "../messengers/calling.ts";
import type { Connected } from "../messengers/connection.ts";
import { MessengerError } from "../messengers/messenger-error.ts";

type Line = Connected<"whatsapp">;

const proofOf = ({ secrets }: Line) => ({ authorization: `Bearer ${secrets.token}` });

/** Sends something to a node of Meta's graph. */
export async function post(
  runtime: Runtime,
  line: Line,
  edge: "messages" | "media",
  body: Readonly<Record<string, unknown>> | FormData,
): Promise<Answered> {
  const form = new Response(body instanceof FormData ? body : JSON.stringify(body));
  const content = Buffer.from(await form.arrayBuffer());
  const type = body instanceof FormData ? form.headers.get("content-type") : "application/json";
  return askService(runtime, {
    method: "POST",
    address: `${line.settings.server}/${line.settings.number_id}/${edge}`,
    headers: { ...proofOf(line), "content-type": type ?? "", "content-length": String(content.length) },
    body: content,
  });
}

/** Asks for something of the graph. */
export const ask = (runtime: Runtime, line: Line, path: string): Promise<Answered> =>
  askService(runtime, {
    method: "GET",
    address: `${line.settings.server}/${path}`,
    headers: proofOf(line),
    answerBytes: 4_000_000,
  });

/** Why it did not take something, in its words. */
export function problemOf({ status, value }: Answered): string {
  const told = z
    .object({ error: z.object({ message: z.string(), code: z.number().optional() }) })
    .safeParse(value).data;
  return told ? `${told.error.code ?? status} ${told.error.message}` : `WhatsApp: ${status}`;
}

/** Asks whose number it is. Throws `MessengerError`. */
export async function connectLine(runtime: Runtime, line: Line): Promise<{ address: string }> {
  const { status, value } = await ask(
    runtime,
    line,
    `${line.settings.number_id}?fields=display_phone_number`,
  );
  if (status === 400 || status === 401 || status === 403) throw new MessengerError("sign_in");
  const told = z.object({ display_phone_number: z.string().max(60) }).safeParse(value);
  if (!told.success) throw new MessengerError("answer");
  return { address: told.data.display_phone_number };
}

/** Leaves a file there, to be sent by its id. */
export async function upload(
  runtime: Runtime,
  line: Line,
  { name, type, path }: Outgoing["files"][number],
): Promise<Answered & { readonly id: string | null }> {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", type);
  form.set("file", new Blob([await readFile(path)], { type }), name);
  const answered = await post(runtime, line, "media", form);
  return { ...answered, id: z.object({ id: z.string() }).safeParse(answered.value).data?.id ?? null };
}

/** A file that somebody sent: its address is asked for first, and opens to us alone. */
export async function fetchFile(runtime: Runtime, line: Line, id: string): Promise<EgressStream> {
  const { value } = await ask(runtime, line, encodeURIComponent(id));
  const told = z.object({ url: z.url().max(4000) }).safeParse(value);
  if (!told.success) throw new MessengerError("answer");
  return fileAt(runtime, told.data.url, proofOf(line));
}
