import { AppError } from "#kernel/error";
import { newId } from "#kernel/id";
import { countAttempt } from "#platform";
import type { ProtocolAnswer, ProtocolRequest, Runtime } from "#records";
import { formNames } from "../../contract/form-page.ts";
import { formWords } from "../../contract/form-words.ts";
import type { Form } from "../settings/stored-form.ts";
import { type Posted, postedIn } from "../submitting/posted.ts";
import { receive } from "../submitting/receiving.ts";
import { formPage, thanksPage } from "./answers.ts";
import { mostPosted, mostSent, mostSentUnstamped, quickest } from "./limits.ts";
import { secondsSince, stampOf } from "./stamp.ts";

/** What a page asks of a form. */
export interface Asked {
  readonly runtime: Runtime;
  readonly request: ProtocolRequest;
  readonly form: Form;
  readonly address: string;
  readonly query: URLSearchParams;
  /** Whether it stands in a frame of another page. */
  readonly framed: boolean;
}

/** The form, to be filled in. */
export function show(asked: Asked): ProtocolAnswer {
  const page = asked.query.get("page") ?? asked.request.headers["referer"] ?? "";
  return formPage(asked, { id: newId(), page: pageIn(page, asked.query) ?? "" });
}

export const thank = thanksPage;

/** Takes what was sent. Who sends by a script is answered in JSON, who has none by a page. */
export async function take(asked: Asked): Promise<ProtocolAnswer> {
  const words = formWords[asked.form.language];
  const scripted = asked.request.headers["accept"]?.includes("application/json") ?? false;
  let posted: Posted = { typed: {}, files: [] };
  try {
    const { runtime, address, form } = asked;
    await countAttempt(runtime.database, [{ key: ["form posted", address], most: mostPosted, seconds: 60 }]);
    posted = await postedIn(asked.request, {
      takesFiles: form.settings.questions.some(({ type }) => type === "file"),
    });
    const wrong = await receiveFrom(asked, posted);
    if (wrong === null) return scripted ? json({ goes_on: asked.form.settings.goes_on }) : onwards(asked);
    return scripted
      ? json(
          {
            problem: words.check,
            wrong: Object.fromEntries(Object.entries(wrong).map(([key, code]) => [key, words[code]])),
          },
          422,
        )
      : again(asked, posted, { status: 422, wrong });
  } catch (error) {
    const told = problemOf(error, words);
    if (scripted)
      return json({ problem: told.problem, seconds: told.seconds, ...anew(asked, told) }, told.status);
    return again(asked, posted, told);
  }
}

async function receiveFrom(asked: Asked, posted: Posted) {
  const { runtime, form, address } = asked;
  const said = (name: string) => posted.typed[name]?.[0] ?? "";
  const since = secondsSince(runtime.settings, form.account.id, said(formNames.stamp));
  if (since === null && !form.settings.own_forms) throw new AppError("not_allowed");
  if (since !== null && since < quickest)
    throw new AppError("too_many_requests", { params: { quick: "yes" }, extra: { retry_after: quickest } });
  const [key, most] =
    since === null ? (["form unstamped", mostSentUnstamped] as const) : (["form sent", mostSent] as const);
  await countAttempt(runtime.database, [{ key: [key, address], most, seconds: 600 }]);
  return receive(runtime, form, {
    address,
    posted,
    id: idIn(said(formNames.id)),
    page: pageIn(said(formNames.page) || (asked.request.headers["referer"] ?? "")),
    isTrapped: said(formNames.trap) !== "",
  });
}

/** What a form of one's own names no id for is told by its words alone, for an hour: a second press is no second question. */
function idIn(told: string): string {
  return /^[\w-]{8,64}$/.test(told) ? told : `hour ${Math.floor(Date.now() / 3_600_000)}`;
}

function pageIn(told: string, more?: URLSearchParams): string | null {
  const url = told.length <= 2000 ? URL.parse(told) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return null;
  for (const [name, value] of more ?? []) if (name.startsWith("utm_")) url.searchParams.set(name, value);
  return url.href.slice(0, 2000).toWellFormed();
}

/** By a page of its own, so that reading it again sends nothing again. */
function onwards({ form, framed }: Asked): ProtocolAnswer {
  const { goes_on } = form.settings;
  const thanks = `/form/${form.account.id}/thanks${framed ? "?framed" : ""}`;
  return { status: 303, headers: { location: framed ? thanks : (goes_on ?? thanks) } };
}

interface Told {
  readonly status: number;
  readonly problem?: string;
  readonly wrong?: Parameters<typeof formPage>[1]["wrong"];
  readonly seconds?: number | undefined;
}

function again(asked: Asked, { typed }: Posted, { status, problem, wrong }: Told): ProtocolAnswer {
  const said = (name: string) => typed[name]?.[0] ?? "";
  const stamp = said(formNames.stamp);
  const isKnown = secondsSince(asked.runtime.settings, asked.form.account.id, stamp) !== null;
  const id = said(formNames.id);
  return formPage(asked, {
    status,
    typed,
    ...(problem !== undefined && { problem }),
    ...(wrong && { wrong }),
    ...(isKnown && { stamp }),
    id: /^[\w-]{8,64}$/.test(id) ? id : newId(),
    page: pageIn(said(formNames.page)) ?? "",
  });
}

/** Throws it again where it is our fault. */
function problemOf(error: unknown, words: (typeof formWords)["en"]): Told {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const seconds = error.details.extra?.["retry_after"];
  const problem =
    error.code === "too_many_requests"
      ? words[error.details.params?.["quick"] ? "too_quick" : "too_many"]
      : error.code === "too_large"
        ? words.too_large
        : error.code === "not_allowed"
          ? words.too_quick
          : words.check;
  const wait = error.code === "not_allowed" ? quickest + 1 : seconds;
  return { status: error.status, problem, seconds: typeof wait === "number" ? wait : undefined };
}

/** A page that has been open for longer than a stamp lasts is given another. */
function anew({ runtime, form }: Asked, { status }: Told): { stamp?: string } {
  return status === 403 ? { stamp: stampOf(runtime.settings, form.account.id) } : {};
}

function json(value: unknown, status = 200): ProtocolAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}
