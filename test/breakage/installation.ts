import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

const program = resolve(import.meta.dirname, "../../bin/rapport.js");

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The product as a company has it: processes, a data folder, a key of the API. Made to be mistreated. */
export interface Installation {
  readonly folder: string;
  readonly address: string;
  /** The server as it runs at the moment. */
  readonly server: ChildProcess;
  /** What all its starts have printed. */
  readonly printed: string;
  /** Starts the server and waits until it is well. */
  start(): Promise<void>;
  /** Ends the server at once, as a power cut or the out-of-memory killer would. */
  kill(): Promise<void>;
  /** Asks it to stop; answers the seconds it took. */
  stop(): Promise<number>;
  /** A process of `rapport …` on the same folder. */
  spawn(...words: readonly string[]): ChildProcess;
  /** The same, to its end. */
  rapport(...words: readonly string[]): Promise<Ended>;
  /** Sends a request with the key of an administrator, JSON unless told. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Looks into the database behind the product's back. */
  rows<T>(sql: string): Promise<T[]>;
  /** Does so behind the product's back in a transaction that stays open; answers how to take it back. */
  hold(sql: string): Promise<() => void>;
  /** The number of the database's main process. */
  databasePid(): number;
  end(): Promise<void>;
}

export async function openInstallation(
  settings: Record<string, string> = {},
  folder = mkdtempSync(join(tmpdir(), "rapport-breakage-")),
): Promise<Installation> {
  const port = await freePort();
  const environment = { ...process.env, RAPPORT_DATA: folder, PORT: String(port), ...settings };
  const address = `http://localhost:${port}`;
  const output: string[] = [];
  let server: ChildProcess | undefined;
  const run = (...words: readonly string[]) =>
    spawn(process.execPath, [program, ...words], { env: environment });
  const rapport = async (...words: readonly string[]): Promise<Ended> => {
    const child = run(...words);
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on("data", (part) => out.push(String(part)));
    child.stderr.on("data", (part) => err.push(String(part)));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, out: out.join(""), err: err.join("") };
  };
  const ended = async (signal: NodeJS.Signals): Promise<void> => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  };
  const made = await rapport("api-key", "create", "--name", "Breakage", "--role", "administrator");
  if (made.code !== 0) throw new Error(made.err);
  const authorization = `Bearer ${made.out.trim().split("\n").at(-1)}`;
  const databasePid = () =>
    Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  return {
    folder,
    address,
    get server() {
      if (!server) throw new Error("the server was not started");
      return server;
    },
    get printed() {
      return output.join("");
    },
    async start() {
      server = run("serve");
      for (const stream of [server.stdout, server.stderr])
        stream?.on("data", (part) => output.push(String(part)));
      await isWell(server, address, () => output.join(""));
    },
    kill: () => ended("SIGKILL"),
    async stop() {
      const began = performance.now();
      await ended("SIGTERM");
      return (performance.now() - began) / 1000;
    },
    spawn: run,
    rapport,
    ask: (method, path, body, headers = {}) =>
      fetch(address + path, {
        method,
        headers: {
          authorization,
          ...(body !== undefined && !isBytes(body) && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: isBytes(body) ? body : JSON.stringify(body) }),
      }),
    rows: (sql) => lookInto(settings["DATABASE_URL"] ?? addressOf(folder), sql),
    hold: (sql) => holdWith(settings["DATABASE_URL"] ?? addressOf(folder), sql),
    databasePid,
    async end() {
      await ended("SIGKILL");
      try {
        process.kill(databasePid(), "SIGKILL");
      } catch {
        // Nothing runs any more.
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}

/** Asks again until `look` answers something; throws when it takes longer. */
export async function within<T>(
  seconds: number,
  look: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as T;
    if (performance.now() > until) throw new Error(`not within ${seconds} s: ${look.toString()}`);
    await pause(50);
  }
}

async function isWell(server: ChildProcess, address: string, printed: () => string): Promise<void> {
  await within(60, async () => {
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`The server ended by ${server.signalCode}:\n${printed()}`);
    const health = await fetch(`${address}/api/health`).catch(() => undefined);
    return health?.ok;
  });
}

async function lookInto<T>(url: string, sql: string): Promise<T[]> {
  const client = await enter(url);
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

async function enter(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  // A kill may take the database with it; who asks it something then is told so.
  client.on("error", () => {});
  await client.connect();
  return client;
}

async function holdWith(url: string, sql: string): Promise<() => void> {
  const client = await enter(url);
  await client.query("begin");
  await client.query(sql);
  // Not waited for: where the database went, its connection has nobody to take leave of.
  return () => void client.end().catch(() => {});
}

function addressOf(folder: string): string {
  const { port, password } = JSON.parse(readFileSync(join(folder, "database.json"), "utf8")) as {
    port: number;
    password: string;
  };
  return `postgres://rapport:${password}@127.0.0.1:${port}/rapport`;
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array;
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
