import { AppError } from "#kernel/error";
import type { IncomingHttpHeaders } from "node:http";

/**
 * Refuses what a browser sends on behalf of another site. `Sec-Fetch-Site` cannot be forged by a page;
 * browsers too old for it send `Origin`. With neither the sender is no browser, and no cookie came along
 * against its owner's will.
 */
export function assertOwnOrigin(headers: IncomingHttpHeaders, baseUrl: string): void {
  const site = headers["sec-fetch-site"];
  const { origin } = headers;
  if (site === "same-origin" || site === "none") return;
  if (site === undefined && origin === undefined) return;
  if (origin !== undefined && isOwn(origin, headers.host, baseUrl)) return;
  throw new AppError("origin_refused");
}

function isOwn(origin: string, host: string | undefined, baseUrl: string): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.origin === new URL(baseUrl).origin || url.host === host;
}
