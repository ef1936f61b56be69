import { createHmac } from "node:crypto";
import { isSameSecret } from "#records";
import type { CallNews, Cause } from "../call.ts";
import { NotUnderstood, type Told } from "./told.ts";

// https://www.twilio.com/docs/voice/twiml#callstatus-values
const steps: Readonly<Record<string, readonly [CallNews, Cause | null]>> = {
  initiated: ["new", null],
  queued: ["new", null],
  ringing: ["ringing", null],
  "in-progress": ["answered", null],
  answered: ["answered", null],
  completed: ["ended", "hung_up"],
  busy: ["ended", "busy"],
  "no-answer": ["ended", "no_answer"],
  canceled: ["ended", "cancelled"],
  failed: ["ended", "lost"],
};
const ranks: Readonly<Record<CallNews, number>> = {
  new: 0,
  ringing: 1,
  answered: 2,
  held: 3,
  resumed: 3,
  transferred: 3,
  ended: 9,
};

export function readTwilio(body: string): Told {
  const form = new URLSearchParams(body);
  const step = steps[form.get("CallStatus") ?? ""];
  const call = form.get("CallSid");
  if (!step || !call) throw new NotUnderstood("CallSid or CallStatus is missing");
  const [kind, cause] = step;
  const at = new Date(form.get("Timestamp") ?? "");
  return {
    call: call.slice(0, 200),
    seq: ranks[kind],
    kind,
    direction: form.get("Direction")?.startsWith("outbound") ? "out" : "in",
    from: form.get("From"),
    to: form.get("To"),
    user: form.get("User"),
    cause,
    at: Number.isNaN(at.getTime()) ? null : at,
    recording: form.get("RecordingUrl"),
  };
}

/** Base64 of HMAC-SHA1 over the address and the sorted fields of the form (twilio.com/docs/usage/security). */
export function isSignedByTwilio(
  token: string,
  { address, body, signature }: { address: string; body: string; signature: string | undefined },
): boolean {
  const fields = [...new URLSearchParams(body)].sort(([left], [right]) =>
    left < right ? -1 : left > right ? 1 : 0,
  );
  const said = address + fields.map(([name, value]) => name + value).join("");
  const expected = createHmac("sha1", token).update(said).digest();
  return isSameSecret(Buffer.from(signature ?? "", "base64"), expected);
}
