import type { Readable } from "node:stream";
import { AppError, errorStatus } from "#kernel/error";
import type { ProtocolAnswer } from "#records";

/** What a page elsewhere may read of an answer, and nothing of any other page of ours. */
export function forPage(origin: string | undefined): Record<string, string> {
  return {
    vary: "origin",
    "cross-origin-resource-policy": "cross-origin",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "no-store",
    ...(origin !== undefined && { "access-control-allow-origin": origin }),
  };
}

/** To who asks whether they may ask (Fetch, 3.2): no cookie ever, for two hours. */
export const mayAsk: Readonly<Record<string, string>> = {
  "access-control-allow-methods": "GET, POST",
  "access-control-allow-headers": "authorization, content-type, last-event-id",
  "access-control-max-age": "7200",
};

export function json(value: unknown, status = 200): ProtocolAnswer {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(value),
  };
}

export function streamed(body: Readable, headers: Readonly<Record<string, string>>): ProtocolAnswer {
  return { status: 200, headers, body };
}

/** Throws it again where it is our fault. */
export function problemOf(error: unknown): ProtocolAnswer {
  if (!(error instanceof AppError) || error.status >= 500) throw error;
  const seconds = error.details.extra?.["retry_after"];
  const told = json({ code: error.code, field: error.details.field, seconds }, errorStatus[error.code]);
  return typeof seconds === "number"
    ? { ...told, headers: { ...told.headers, "retry-after": String(seconds) } }
    : told;
}
