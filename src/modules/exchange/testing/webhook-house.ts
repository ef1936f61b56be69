import type { InjectOptions } from "fastify";
import { sql } from "kysely";
import { readAllowances } from "#platform";
import { type FrontDoor, openFrontDoor } from "../../../../test/front-door.ts";
import { everyRight } from "../../../../test/builders.ts";
import { untilHeard } from "../../../../test/hearing.ts";
import { sendWebhooks } from "../webhooks/sending.ts";

export interface Said {
  readonly status: number;
  // A test reads whatever came.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** The whole house with its outbox, which may call receivers on this machine. */
export interface WebhookHouse extends FrontDoor {
  /** Asks as the owner, or by a key. */
  say(method: string, url: string, payload?: object, by?: Readonly<Record<string, string>>): Promise<Said>;
  /** Waits until all that happened is heard of, and has what is due sent. */
  send(): Promise<void>;
  rows<T>(query: string): Promise<T[]>;
  /** Makes all that waits due, as if its time had come. */
  hurry(): Promise<void>;
  /** Id of a role of every right. */
  readonly everything: string;
  role(grants: object): Promise<string>;
}

export async function openWebhookHouse(): Promise<WebhookHouse> {
  const door = await openFrontDoor([], { rateLimits: { caller: 1e9, publicChange: 1e9 } });
  Object.assign(door.runtime.settings, { egressAllow: readAllowances("127.0.0.1") });
  const rows = async <T>(query: string) => (await sql.raw<T>(query).execute(door.runtime.database)).rows;
  const say: WebhookHouse["say"] = async (method, url, payload, by = { cookie: door.cookie }) => {
    const answer = await door.ask({
      method: method as InjectOptions["method"] & string,
      url,
      headers: by,
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.body ? answer.json() : undefined };
  };
  let roles = 0;
  const role = async (grants: object) =>
    (await say("POST", "/api/role-grants", { name: `Role ${++roles}`, grants })).body.id as string;
  return {
    ...door,
    say,
    rows,
    role,
    everything: await role(everyRight),
    async send() {
      await untilHeard(door.runtime, "exchange.webhooks");
      await sendWebhooks(door.runtime);
    },
    async hurry() {
      await rows("update webhook_deliveries set next_try_at = now() where state = 'waiting'");
      await rows("update webhooks set paused_until = null");
    },
  };
}
