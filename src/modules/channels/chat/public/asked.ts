import type { z } from "zod";
import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import type { ProtocolRequest, Runtime } from "#records";
import type { Account } from "../../accounts/account.ts";
import type { StoredChat } from "../settings/stored-settings.ts";
import type { ArticlesForVisitors } from "./articles.ts";

/** What a page asks. */
export interface Asked {
  readonly runtime: Runtime;
  readonly request: ProtocolRequest;
  readonly account: Account;
  readonly stored: StoredChat;
  readonly address: string;
  /** What stands behind the name of the route. */
  readonly of: string | undefined;
  readonly query: URLSearchParams;
  readonly language: Locale;
  readonly token: string | undefined;
  readonly articlesForVisitors: ArticlesForVisitors;
}

/** What was sent, in its shape. Throws `body_invalid`, `field_invalid`. */
export function bodyOf<T extends z.ZodType>({ request: { body } }: Asked, shape: T): z.output<T> {
  const read = shape.safeParse(jsonIn(body));
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join(".");
  throw new AppError("field_invalid", { field: field || "body" });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text || "{}");
  } catch {
    throw new AppError("body_invalid");
  }
}
