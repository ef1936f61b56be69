import { z } from "zod";
import type { Cause } from "../call.ts";
import { jsonOf } from "./own.ts";
import { NotUnderstood, type Told } from "./told.ts";

// As Zammad's generic CTI has it, so that recipes for switchboards that exist work.
const event = z.object({
  event: z.enum(["newCall", "answer", "hangup"]),
  callId: z.string().min(1).max(200),
  direction: z.enum(["in", "out"]),
  from: z.string().max(60).nullish(),
  to: z.string().max(60).nullish(),
  user: z.union([z.string(), z.array(z.string())]).nullish(),
  answeringNumber: z.string().max(60).nullish(),
  cause: z.string().max(60).nullish(),
});

const steps = { newCall: [1, "new"], answer: [2, "answered"], hangup: [3, "ended"] } as const;

const causeOf: Readonly<Record<string, Cause>> = {
  normalClearing: "hung_up",
  busy: "busy",
  cancel: "cancelled",
  noAnswer: "no_answer",
  congestion: "lost",
  notFound: "lost",
  forwarded: "hung_up",
};

export function readZammad(body: string): Told {
  const parsed = event.safeParse(jsonOf(body));
  if (!parsed.success) throw new NotUnderstood(z.prettifyError(parsed.error));
  const { event: name, callId, direction, from, to, user, answeringNumber, cause } = parsed.data;
  const [seq, kind] = steps[name];
  const users = [user ?? []].flat();
  return {
    call: callId,
    seq,
    kind,
    direction,
    from: from || null,
    to: to || null,
    user: answeringNumber || users[0] || null,
    cause: kind === "ended" ? (causeOf[cause ?? ""] ?? "hung_up") : null,
    at: null,
    recording: null,
  };
}
