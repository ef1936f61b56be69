import pg from "pg";

/** Whether the database answers at all: one that is frozen takes connections and questions, and says nothing. */
export interface DatabasePulse {
  readonly isSilent: boolean;
  /** Calls `listener` each time it falls silent. */
  onSilence(listener: () => void): void;
  stop(): Promise<void>;
}

const beatEvery = 1000;
/** In beats, so that a time in which this process itself stood still is not held against the database. */
const silentAfter = 3;
const hopelessAfter = 20;

/** Asks the database something simple every second, on a connection of its own: the others may be busy for good reason. */
export function takePulse(url: string): DatabasePulse {
  const listeners = new Set<() => void>();
  let client: pg.Client | undefined;
  let unanswered = 0;
  let asking: Promise<void> | undefined;

  const ask = async (): Promise<void> => {
    try {
      client ??= await connect();
      await client.query("select 1");
    } catch {
      // It is away, which each request finds out by itself and at once.
      await drop();
    }
    unanswered = 0;
    asking = undefined;
  };

  const connect = async (): Promise<pg.Client> => {
    const next = new pg.Client({ connectionString: url, application_name: "rapport pulse", keepAlive: true });
    next.on("error", () => {});
    client = next;
    await next.connect();
    return next;
  };

  const drop = async (): Promise<void> => {
    const dropped = client;
    client = undefined;
    await dropped?.end().catch(() => {});
  };

  const beat = (): void => {
    if (!asking) {
      asking = ask();
      return;
    }
    unanswered++;
    if (unanswered === silentAfter) for (const listener of listeners) listener();
    // A way that is cut without a word never answers; a new one may.
    if (unanswered % hopelessAfter === 0) void drop();
  };

  const timer = setInterval(beat, beatEvery);
  return {
    get isSilent() {
      return unanswered >= silentAfter;
    },
    onSilence: (listener) => void listeners.add(listener),
    async stop() {
      clearInterval(timer);
      await drop();
    },
  };
}
