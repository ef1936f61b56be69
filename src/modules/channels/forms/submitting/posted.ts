import { z } from "zod";
import { AppError } from "#kernel/error";
import type { ProtocolRequest } from "#records";
import { largestFormFile, largestFormFiles } from "../../contract/form-page.ts";

/** What came, before anything of it is believed. */
export interface Posted {
  readonly typed: Readonly<Record<string, readonly string[]>>;
  readonly files: readonly PostedFile[];
}

export interface PostedFile {
  readonly question: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** Names and values that are looked at, and letters of each. */
const mostValues = 300;
const longestValue = 6000;

const asJson = z.record(
  z.string().max(100),
  z.union([z.string(), z.array(z.string()).max(100), z.boolean()]),
);

/** What a page sent, as forms and scripts do. Throws `body_invalid` for anything else, `too_large` for files beyond what forms take. */
export async function postedIn({ headers, content }: ProtocolRequest): Promise<Posted> {
  const type = headers["content-type"] ?? "";
  if (/^application\/json\b/i.test(type)) return fromJson(content);
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    throw new AppError("body_invalid");
  const body = new Uint8Array(content);
  const data = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => null);
  if (!data) throw new AppError("body_invalid");
  const entries = [...data.entries()];
  if (entries.length > mostValues) throw new AppError("body_invalid");
  return { typed: texts(entries), files: await filesIn(entries) };
}

function fromJson(content: Buffer): Posted {
  let told: unknown;
  try {
    told = JSON.parse(content.toString("utf8"));
  } catch {
    throw new AppError("body_invalid");
  }
  const read = asJson.safeParse(told);
  if (!read.success || Object.keys(read.data).length > mostValues) throw new AppError("body_invalid");
  return {
    typed: texts(
      Object.entries(read.data).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value === true ? "yes" : value || ""]).map(
          (one) => [name, one] as const,
        ),
      ),
    ),
    files: [],
  };
}

function texts(entries: readonly (readonly [string, unknown])[]): Posted["typed"] {
  const typed: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const [name, value] of entries)
    if (typeof value === "string") (typed[name] ??= []).push(value.slice(0, longestValue));
  return typed;
}

async function filesIn(entries: readonly (readonly [string, unknown])[]): Promise<PostedFile[]> {
  const sent = entries.flatMap(([question, file]) =>
    file instanceof File && file.size > 0 ? [{ question, file }] : [],
  );
  const sum = sent.reduce((before, { file }) => before + file.size, 0);
  if (sum > largestFormFiles || sent.some(({ file }) => file.size > largestFormFile))
    throw new AppError("too_large");
  return Promise.all(
    sent.map(async ({ question, file }) => ({
      question,
      name: file.name.slice(0, 255) || "file",
      type: file.type.slice(0, 100) || "application/octet-stream",
      content: Buffer.from(await file.arrayBuffer()),
    })),
  );
}
