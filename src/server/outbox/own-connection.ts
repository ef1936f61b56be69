import pg from "pg";

/**
 * One connection to PostgreSQL outside the pool, for what lives as long as its session: LISTEN and the lock of
 * the dispatcher. Comes back by itself when it breaks.
 */
export interface OwnConnection {
  /** Runs a statement; throws while the connection is down. */
  query(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  close(): Promise<void>;
}

export interface OwnConnectionListener {
  /** At each new session: what the last one held is lost, what it missed must be looked for. */
  readonly connected: (connection: OwnConnection) => Promise<void>;
  readonly lost: () => void;
  readonly notified: () => void;
}

export async function openOwnConnection(
  url: string,
  listener: OwnConnectionListener,
): Promise<OwnConnection> {
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const own: OwnConnection = {
    async query(text, values) {
      if (!client) throw new Error("the outbox has no connection at the moment");
      return client.query(text, values as unknown[] | undefined);
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };

  const connect = async (): Promise<void> => {
    const next = new pg.Client({
      connectionString: url,
      application_name: "rapport outbox",
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    // Without a listener a broken connection would end the process; `end` follows and does the rest.
    next.on("error", () => {});
    next.on("notification", listener.notified);
    next.on("end", () => lose(next));
    await next.connect();
    client = next;
    await listener.connected(own);
  };

  const lose = (lost: pg.Client): void => {
    if (client !== lost) return;
    client = undefined;
    listener.lost();
    if (!closed) reconnect();
  };

  const reconnect = (): void => {
    retry = setTimeout(() => connect().catch(() => !closed && reconnect()), 1000);
  };

  await connect();
  return own;
}
