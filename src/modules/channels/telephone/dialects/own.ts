import { z } from "zod";
import { callNews, causes } from "../call.ts";
import { NotUnderstood, type Told } from "./told.ts";

/** Of calls told by the interface of Rapport itself; the guide for switchboards prints it. */
export const ownEvent = z.strictObject({
  call_id: z.string().min(1).max(200),
  /** Counts up from 1 within the call, so that the order does not matter. */
  seq: z.int().min(0).max(1_000_000),
  event: z.enum(callNews),
  direction: z.enum(["in", "out"]),
  from: z.string().max(60).nullish(),
  to: z.string().max(60).nullish(),
  user: z.string().max(320).nullish(),
  cause: z.enum(causes).nullish(),
  at: z.iso.datetime({ offset: true }).optional(),
  recording: z.url().max(2000).nullish(),
});

export function readOwn(body: string): Told {
  const parsed = ownEvent.safeParse(jsonOf(body));
  if (!parsed.success) throw new NotUnderstood(z.prettifyError(parsed.error));
  const { call_id: call, event: kind, at, from, to, user, cause, recording, ...rest } = parsed.data;
  return {
    ...rest,
    call,
    kind,
    from: from || null,
    to: to || null,
    user: user || null,
    cause: cause ?? null,
    recording: recording ?? null,
    at: at ? new Date(at) : null,
  };
}

export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new NotUnderstood("The body is no JSON");
  }
}
