import { createHash } from "node:crypto";
import { AppError, errorStatus } from "#kernel/error";
import { type Protocol, type ProtocolAnswer, type ProtocolRequest, type Runtime, stranger } from "#records";
import { Unreadable } from "../adapter.ts";
import { type Arrival, keepArrivals } from "../taking-in/receipts.ts";
import { type Connected, connectionOf } from "./connection.ts";
import type { Hook } from "./messenger.ts";
import { messengerOf } from "./messengers.ts";
import { webhookOf, webhookPath } from "./webhook-address.ts";

/**
 * Where messengers tell what came: what proves to be theirs is written down, each thing once, and only then are they told that we
 * have it. What it means is made out right after.
 */
export const channelWebhooks: Protocol = {
  name: "channel-webhooks",
  path: webhookPath,
  methods: ["GET", "POST"],
  entrances: [],
  // WhatsApp sends up to 3 MB in one.
  bodyLimit: 3 * 1024 * 1024,
  challenge: "Signature",
  source: "system",
  // A service proves nothing but what it tells, by a signature or a word that we gave it.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, _actor, request) {
    try {
      const connected = await connectedAt(runtime, request.path);
      const { hook } = messengerOf(connected.settings.kind);
      if (!hook) throw new AppError("not_found");
      const caller = { runtime, connected, hook };
      return request.method === "GET" ? proven(caller, request) : await heard(caller, request);
    } catch (error) {
      if (error instanceof AppError && error.status < 500)
        return told(errorStatus[error.code], "application/json", JSON.stringify({ outcome: error.code }));
      throw error;
    }
  },
};

async function connectedAt(runtime: Runtime, asked: string): Promise<Connected> {
  const id = asked.slice(webhookPath.length + 1);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new AppError("not_found");
  const connected = await connectionOf(runtime, id);
  if (!connected?.account.active) throw new AppError("not_found");
  return connected;
}

interface Caller {
  readonly runtime: Runtime;
  readonly connected: Connected;
  readonly hook: Hook;
}

function proven({ connected, hook }: Caller, { query }: ProtocolRequest): ProtocolAnswer {
  const answer = hook.challenge?.(connected, new URLSearchParams(query));
  if (answer === undefined) throw new AppError("not_found");
  if (answer === null) throw new AppError("notice_forged");
  return told(200, "text/plain", answer);
}

async function heard(
  { runtime, connected, hook }: Caller,
  { headers, query, content }: ProtocolRequest,
): Promise<ProtocolAnswer> {
  const address = webhookOf(runtime.settings, connected.account.id) + (query && `?${query}`);
  if (!hook.isGenuine(connected, { address, headers, content })) throw new AppError("notice_forged");
  const answer = await hook.answer?.(runtime, connected, content);
  if (answer) return told(200, "text/plain", answer);
  const kept = await keepArrivals(
    runtime.database,
    connected.account.id,
    arrivalsIn(content, () => hook.arrivals(connected, content)),
  );
  if (kept.length > 0) await runtime.addJob("channels.settle", {}, { key: "channels.settle" });
  return told(200, hook.thanks.type, hook.thanks.body);
}

/** What is theirs and cannot be taken apart is kept whole: people see it. */
function arrivalsIn(content: Buffer, read: () => Arrival[]): Arrival[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [{ sourceId: `unreadable:${createHash("sha256").update(content).digest("hex")}`, raw: content }];
  }
}

function told(status: number, type: string, body: string): ProtocolAnswer {
  return { status, headers: { "content-type": type }, body };
}
