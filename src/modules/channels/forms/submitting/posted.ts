import { z } from "zod";
import { AppError } from "#kernel/error";
import type { ProtocolRequest } from "#records";
import { largestFormFile, largestFormFiles } from "../../contract/form-page.ts";
import { largestPost } from "../public/limits.ts";

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

/**
 * What a page sent, as forms and scripts do. How much there is in it is counted before it is taken apart, which would keep everybody
 * waiting. Throws `body_invalid` for anything else, `too_large` for more than the form asks for.
 */
export async function postedIn(
  { headers, content }: ProtocolRequest,
  { takesFiles }: { readonly takesFiles: boolean },
): Promise<Posted> {
  const type = headers["content-type"] ?? "";
  const isMultipart = /^multipart\/form-data\b/i.test(type);
  if (content.length > largestPost && !(isMultipart && takesFiles)) throw new AppError("too_large");
  if (isMultipart) return fromParts(content, type);
  if (/^application\/json\b/i.test(type)) return fromJson(content);
  if (!/^application\/x-www-form-urlencoded\b/i.test(type) || holdsMore(content, "&", mostValues))
    throw new AppError("body_invalid");
  return { typed: texts([...new URLSearchParams(content.toString("utf8"))]), files: [] };
}

async function fromParts(content: Buffer, type: string): Promise<Posted> {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type) ?? [];
  if (holdsMore(content, `--${quoted ?? bare ?? ""}`, mostValues)) throw new AppError("body_invalid");
  const whole = new Response(new Uint8Array(content), { headers: { "content-type": type } });
  const data = await whole.formData().catch(() => null);
  if (!data) throw new AppError("body_invalid");
  const entries = [...data.entries()];
  return { typed: texts(entries), files: await filesIn(entries) };
}

function holdsMore(content: Buffer, mark: string, most: number): boolean {
  let found = 0;
  for (let at = content.indexOf(mark); at >= 0; at = content.indexOf(mark, at + mark.length))
    if (++found > most) return true;
  return false;
}

function fromJson(content: Buffer): Posted {
  // A name and a value have two each; who quotes has more.
  if (holdsMore(content, '"', mostValues * 10)) throw new AppError("body_invalid");
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

/** One for each question. */
async function filesIn(entries: readonly (readonly [string, unknown])[]): Promise<PostedFile[]> {
  const sent = [...new Map(entries)].flatMap(([question, file]) =>
    file instanceof File && file.size > 0 ? [{ question, file }] : [],
  );
  const sum = sent.reduce((before, { file }) => before + file.size, 0);
  if (sum > largestFormFiles || sent.some(({ file }) => file.size > largestFormFile))
    throw new AppError("too_large");
  return Promise.all(
    sent.map(async ({ question, file }) => ({
      question,
      name: printable(file.name).slice(0, 255) || "file",
      type: printable(file.type).slice(0, 100) || "application/octet-stream",
      content: Buffer.from(await file.arrayBuffer()),
    })),
  );
}

/** What a database takes: no control characters, no halves of letters. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "").toWellFormed();
}
