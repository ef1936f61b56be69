import { once } from "node:events";
import type { Client, Connection, Submittable } from "pg";

// COPY on a connection of its own. `pg` reads and writes its messages, but has no query for it.

interface CopyConnection extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

const portion = 1024 * 1024;
/** Portions that may wait for a reader that is slower than the database. */
const mostWaiting = 4;

/** What `copy … to stdout` answers, in portions of at most a megabyte unless a row is longer. Returns the rows. */
export async function* copyOut(client: Client, statement: string): AsyncGenerator<Buffer, number> {
  const query = new CopyOut(statement);
  client.query(query);
  for (;;) {
    const next = query.waiting.shift();
    if (next) yield next;
    else if (query.failure) throw query.failure;
    else if (query.ended) return query.rows;
    else await query.more();
  }
}

class CopyOut implements Submittable {
  readonly waiting: Buffer[] = [];
  failure: Error | undefined;
  ended = false;
  rows = 0;
  private readonly statement: string;
  private connection: Connection | undefined;
  private part = Buffer.allocUnsafe(portion);
  private length = 0;
  private wake = (): void => {};

  constructor(statement: string) {
    this.statement = statement;
  }

  /** Until there is something new to be seen. */
  async more(): Promise<void> {
    this.connection?.stream.resume();
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
  }

  submit(connection: Connection): void {
    this.connection = connection;
    connection.query(this.statement);
  }

  // A row each. Its bytes are the connection's own and overwritten by what comes next.
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.length + chunk.length > portion) this.flush();
    if (chunk.length > portion) this.hand(Buffer.from(chunk));
    else this.length += chunk.copy(this.part, this.length);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsIn(text);
    this.flush();
  }

  handleReadyForQuery(): void {
    this.ended = true;
    this.wake();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.wake();
  }

  private flush(): void {
    if (this.length > 0) this.hand(this.part.subarray(0, this.length));
    this.part = Buffer.allocUnsafe(portion);
    this.length = 0;
  }

  private hand(bytes: Buffer): void {
    this.waiting.push(bytes);
    if (this.waiting.length >= mostWaiting) this.connection?.stream.pause();
    this.wake();
  }
}

/** Where rows go in. */
export interface CopyIn {
  write(chunk: Buffer): Promise<void>;
  /** Answers how many rows came in. */
  end(): Promise<number>;
}

/** Begins `copy … from stdin`. */
export async function copyIn(client: Client, statement: string): Promise<CopyIn> {
  const query = new CopyInto(statement);
  client.query(query);
  const connection = await Promise.race([query.open, query.done.then(() => undefined)]);
  if (!connection) throw new Error("the database took a copy for no copy");
  return {
    async write(chunk) {
      if (query.failed) await query.done;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain)
        await Promise.race([once(connection.stream, "drain"), query.done]);
    },
    async end() {
      connection.endCopyFrom();
      return await query.done;
    },
  };
}

class CopyInto implements Submittable {
  readonly open: Promise<CopyConnection>;
  readonly done: Promise<number>;
  failed = false;
  private readonly statement: string;
  private rows = 0;
  private readonly settle: {
    opened(connection: CopyConnection): void;
    done(rows: number): void;
    failed(error: Error): void;
  };

  constructor(statement: string) {
    this.statement = statement;
    const open = Promise.withResolvers<CopyConnection>();
    const done = Promise.withResolvers<number>();
    // Whoever waits for either hears of it.
    done.promise.catch(() => {});
    this.open = open.promise;
    this.done = done.promise;
    this.settle = { opened: open.resolve, done: done.resolve, failed: done.reject };
  }

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.settle.opened(connection);
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsIn(text);
  }

  handleReadyForQuery(): void {
    this.settle.done(this.rows);
  }

  handleError(error: Error): void {
    this.failed = true;
    this.settle.failed(error);
  }
}

/** `COPY 12` */
function rowsIn(tag: string): number {
  return Number(tag.split(" ")[1] ?? 0);
}
