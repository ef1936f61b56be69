import type { Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import { Unreadable } from "../../adapter.ts";
import type { Incoming } from "../../taking-in/incoming.ts";
import { leadValues } from "../lead-values.ts";
import { type Submitted, submitted } from "./submitted.ts";

/** Makes the standard form of what was sent. */
export async function readSubmitted(runtime: Runtime, _account: Account, raw: Buffer): Promise<Incoming> {
  const read = submitted.safeParse(JSON.parse(raw.toString("utf8")));
  if (!read.success) throw new Unreadable("It was sent by no form");
  const { at, language, title, about, page, suspect, answers, consents, unasked, files } = read.data;
  const email = answers.find(({ type }) => type === "email");
  const contact = email ?? answers.find(({ type }) => type === "phone");
  const name = answers.find(({ field }) => field === "name")?.shown;
  return {
    kind: "form",
    at: new Date(at),
    from: {
      value: contact?.shown ?? null,
      ...(contact && { kind: email ? "email" : "phone" }),
      ...(name && { name }),
    },
    subject: title,
    body: textOf(read.data),
    belongsTo: [],
    keys: [],
    language,
    lead: { object: about, values: leadValues(runtime, about, answers) },
    ...(suspect && { isSpam: true, automatic: true }),
    details: {
      ...(page !== null && { page, ...campaignOf(page) }),
      ...(suspect && { suspect }),
      ...(consents.length > 0 && { consents }),
      ...(unasked && { unasked }),
    },
    files: files.flatMap(({ name: called, type, content }) =>
      content === null ? [] : [{ name: called, type, content: Buffer.from(content, "base64") }],
    ),
  };
}

/** Questions and answers, as one reads them. */
function textOf({ answers, files }: Submitted): string {
  return [
    ...answers.map(({ type, label, shown }) =>
      type === "tick" || type === "consent"
        ? `☑ ${label}`
        : type === "long_text"
          ? `${asked(label)}\n${shown}`
          : `${asked(label)} ${shown}`,
    ),
    ...files.map(({ name }) => `📎 ${name}`),
  ].join("\n");
}

/** A question that ends by itself needs no colon. */
function asked(label: string): string {
  return /[?:!.]$/.test(label) ? label : `${label}:`;
}

const marks = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;

/** By which campaign they came, as the address of the page tells. */
function campaignOf(page: string): { campaign?: Record<string, string> } {
  const query = URL.parse(page)?.searchParams;
  const told = marks.flatMap((mark) => {
    const value = query?.get(mark)?.slice(0, 200);
    return value ? [[mark.slice(4), value] as const] : [];
  });
  return told.length > 0 ? { campaign: Object.fromEntries(told) } : {};
}
