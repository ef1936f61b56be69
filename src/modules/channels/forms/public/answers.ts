import type { ProtocolAnswer } from "#records";
import {
  escaped,
  formDocument,
  formHtml,
  formNames,
  thanksHtml,
  type Typed,
} from "../../contract/form-page.ts";
import { formWords } from "../../contract/form-words.ts";
import type { Wrong } from "../submitting/answers.ts";
import type { Asked } from "./routes.ts";
import { stampOf } from "./stamp.ts";

interface Shown {
  readonly status?: number;
  readonly typed?: Typed;
  readonly wrong?: Readonly<Record<string, Wrong>>;
  readonly problem?: string;
  /** By what the page knows this sending of it, and when it was opened: what was told before stays. */
  readonly id: string;
  readonly stamp?: string;
  readonly page: string;
}

/** The form as a page: a new one, or what was typed with what is wrong with it. */
export function formPage(
  asked: Asked,
  { status = 200, typed = {}, wrong = {}, problem, ...told }: Shown,
): ProtocolAnswer {
  const { form, runtime, framed } = asked;
  const words = formWords[form.language];
  const body = formHtml({
    settings: form.settings,
    language: form.language,
    action: addressOf(asked),
    hidden: {
      [formNames.id]: told.id,
      [formNames.stamp]: told.stamp ?? stampOf(runtime.settings, form.account.id),
      [formNames.page]: told.page,
    },
    typed,
    wrong: Object.fromEntries(Object.entries(wrong).map(([key, code]) => [key, words[code]])),
    ...(problem !== undefined && { problem }),
  });
  return document(asked, status, { body, framed });
}

export function thanksPage(asked: Asked): ProtocolAnswer {
  const { form, framed } = asked;
  return document(asked, 200, {
    body: thanksHtml({ settings: form.settings, language: form.language }),
    framed,
  });
}

/** What is said to who asks for what is not there, or may not stand where it was put. */
export function plainPage(status: number, text: string): ProtocolAnswer {
  const body = `<!doctype html><html><head><meta charset="utf-8"><title>…</title></head><body><p>${escaped(text)}</p></body></html>`;
  return {
    status,
    headers: { ...pageHeaders, "content-security-policy": "default-src 'none'; frame-ancestors *" },
    body,
  };
}

export const pageHeaders = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
} as const;

/** Where the form is sent to; with files it goes where larger bodies are taken. */
function addressOf({ form, framed }: Asked): string {
  const hasFiles = form.settings.questions.some(({ type }) => type === "file");
  return `/form/${form.account.id}${hasFiles ? "/files" : ""}${framed ? "?framed" : ""}`;
}

function document(
  { form: { settings, language } }: Asked,
  status: number,
  { body, framed }: { readonly body: string; readonly framed: boolean },
): ProtocolAnswer {
  return {
    status,
    headers: { ...pageHeaders, "content-security-policy": policyOf(settings) },
    body: formDocument(body, { settings, language, framed, script: "/forms/embed.js" }),
  };
}

/** It may stand in frames of its sites alone; what is sent goes on to where the form says, which counts as sending to there. */
function policyOf({ sites, goes_on }: Asked["form"]["settings"]): string {
  const on = goes_on ? ` ${new URL(goes_on).origin}` : "";
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "connect-src 'self'",
    "base-uri 'none'",
    `form-action 'self'${on}`,
    `frame-ancestors 'self' ${sites.join(" ")}`.trim(),
  ].join("; ");
}
