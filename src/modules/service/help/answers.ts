import { createHash } from "node:crypto";
import type { Locale } from "#kernel/locale";
import type { ProtocolAnswer, ProtocolRequest } from "#records";
import { type Page, pageOf } from "./frame.ts";
import { helpPolicy } from "./look.ts";
import { html } from "./markup.ts";
import { helpWords } from "./words.ts";

/** A page that may be kept for some minutes. */
export function shown(page: Page): ProtocolAnswer {
  const body = pageOf(page);
  const tag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const kept = {
    "cache-control": page.way === null ? "no-store" : "public, max-age=300",
    etag: tag,
    "content-security-policy": helpPolicy,
    "content-language": page.language,
  };
  return { status: 200, headers: { ...kept, "content-type": "text/html; charset=utf-8" }, body };
}

/** What the reader has already is not sent again. */
export function unlessKnown({ headers: asked }: ProtocolRequest, answer: ProtocolAnswer): ProtocolAnswer {
  const tag = answer.headers?.["etag"];
  if (answer.status !== 200 || !tag || !asked["if-none-match"]?.includes(tag)) return answer;
  return { status: 304, ...(answer.headers && { headers: answer.headers }) };
}

/** There is nothing, or not now; said without a word of whose house it is. */
export function plainPage(language: Locale, status: 404 | 429, what: "gone" | "busy"): ProtocolAnswer {
  const text = helpWords[language][what];
  const page = html`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${text}</title></head><body><p>${text}</p></body></html>`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": helpPolicy,
      "cache-control": "no-store",
    },
    body: page.text,
  };
}
