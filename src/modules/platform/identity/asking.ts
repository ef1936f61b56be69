import { isAPIError } from "better-auth/api";
import { AppError, type ErrorCode } from "#kernel/error";
import type { Edge } from "#records";
import { type Identity, identityOf } from "./identity.ts";

interface Answer<T> {
  readonly headers: Headers;
  readonly response: T;
}

const codes: Readonly<Record<string, ErrorCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "credentials_wrong",
  INVALID_EMAIL: "credentials_wrong",
  FAILED_TO_CREATE_SESSION: "credentials_wrong",
  INVALID_PASSWORD: "password_wrong",
  PASSWORD_TOO_SHORT: "password_too_short",
  PASSWORD_TOO_LONG: "password_too_long",
  INVALID_TOKEN: "link_expired",
  USER_NOT_FOUND: "link_expired",
  INVALID_CODE: "code_wrong",
  INVALID_BACKUP_CODE: "code_wrong",
  INVALID_TWO_FACTOR_COOKIE: "sign_in_again",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "sign_in_again",
  ACCOUNT_TEMPORARILY_LOCKED: "too_many_requests",
  TOTP_ALREADY_ENABLED: "already_done",
  TOTP_NOT_ENABLED: "code_wrong",
  BACKUP_CODES_NOT_ENABLED: "code_wrong",
  TWO_FACTOR_NOT_ENABLED: "not_found",
};

/**
 * Asks better-auth something on behalf of the request at `edge`: hands over its cookies, puts the cookies of
 * the answer on the reply, and turns a refusal into an error of ours.
 */
export async function askIdentity<T>(
  edge: Edge,
  ask: (api: Identity["api"], headers: Headers) => Promise<Answer<T>>,
): Promise<T> {
  const answer = await askQuietly(edge, ask);
  putCookies(edge, answer.headers);
  return answer.response;
}

/** As `askIdentity`, but leaves it to the caller whether the cookies are set. */
export async function askQuietly<T>(
  edge: Edge,
  ask: (api: Identity["api"], headers: Headers) => Promise<Answer<T>>,
): Promise<Answer<T>> {
  try {
    return await ask(identityOf(edge.runtime).api, headersOf(edge));
  } catch (cause) {
    throw isAPIError(cause) ? new AppError(codeOf(cause.body?.code), { cause }) : cause;
  }
}

export function putCookies(edge: Edge, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) edge.reply.header("set-cookie", cookie);
}

function codeOf(code: unknown): ErrorCode {
  return (typeof code === "string" ? codes[code] : undefined) ?? "not_signed_in";
}

function headersOf({ request }: Edge): Headers {
  const headers = new Headers({ "x-caller-address": request.ip });
  if (request.headers.cookie) headers.set("cookie", request.headers.cookie);
  if (request.headers["user-agent"]) headers.set("user-agent", request.headers["user-agent"].slice(0, 300));
  return headers;
}
