import type { Pool, PoolClient } from "pg";
import { buildCatalogue } from "#records";
import { adapterOf } from "../src/modules/channels/adapters.ts";
import { type Arrival, keepArrivals } from "../src/modules/channels/taking-in/receipts.ts";
import { settleReceipt, settleWaiting } from "../src/modules/channels/taking-in/settling.ts";
import { connectDatabase } from "../src/server/database.ts";
import { modules } from "../src/server/modules.ts";
import { createRuntime } from "../src/server/runtime.ts";

/** Who takes mails in, as a process of the product does; with `dying`, no further than before a certain statement. */
export interface MailTaker {
  take(account: string, arrivals: Iterable<Arrival>): Promise<void>;
  close(): Promise<void>;
}

export interface Dying {
  /** The statement that is not begun any more, counted from one. */
  readonly before: number;
  /** How it ends; what it leaves behind is never finished. */
  readonly die: () => void;
}

const catalogue = buildCatalogue(
  modules.flatMap((module) => module.objects),
  Object.assign({}, ...modules.map((module) => module.rules ?? {})),
);

export function mailTaker(url: string, dataFolder: string, dying?: Dying): MailTaker {
  const { database, pool, close } = connectDatabase(url, 3);
  if (dying) dieBefore(pool, dying);
  const settings = { port: 0, host: "", dataFolder, baseUrl: "", mailFrom: "", secret: Buffer.alloc(32, 7) };
  const runtime = createRuntime({ database, catalogue, settings });
  return {
    async take(account, arrivals) {
      for (const arrival of arrivals)
        for (const id of await keepArrivals(database, account, [arrival]))
          await settleReceipt(runtime, adapterOf, id);
      while ((await settleWaiting(runtime, adapterOf)) > 0);
    },
    close,
  };
}

/** From the moment of its death nothing that it still does reaches the database, and its transactions are lost. */
function dieBefore(pool: Pool, { before, die }: Dying): void {
  const clients = new Set<PoolClient>();
  let count = 0;
  pool.on("connect", (client) => {
    clients.add(client);
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    Object.assign(client, {
      query: (...words: unknown[]) => {
        if (++count < before) return query(...words);
        if (count === before) die();
        for (const { connection } of clients as Set<PoolClient & { connection?: Connection }>)
          connection?.stream.destroy();
        return Promise.reject(new Error("It is dead"));
      },
    });
  });
}

interface Connection {
  readonly stream: { destroy(): void };
}
