import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");

/** The whole product, started as a newcomer starts it, on a folder of its own. */
export interface Product {
  readonly address: string;
  readonly folder: string;
  /** Runs `rapport …` against the same folder and answers what it printed. */
  command(...words: string[]): Promise<string>;
  stop(): Promise<void>;
}

interface StartOptions {
  readonly demo?: boolean;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Starts the product; with `demo`, with the demonstration company, whose sign-in it prints. */
export async function startProduct(options: StartOptions = {}): Promise<Product & { printed: string }> {
  const folder = mkdtempSync(join(tmpdir(), "rapport-e2e-"));
  const port = await freePort();
  const environment = { ...process.env, ...options.environment, PORT: String(port), RAPPORT_DATA: folder };
  const words = options.demo ? ["serve", "--demo"] : ["serve"];
  const server = spawn(process.execPath, [join(root, "bin/rapport.js"), ...words], {
    cwd: root,
    env: environment,
  });
  const output: string[] = [];
  server.stdout.on("data", (part) => output.push(String(part)));
  server.stderr.on("data", (part) => output.push(String(part)));
  const address = `http://localhost:${port}`;
  // The demonstration is loaded when the server answers already; then it says how to sign in.
  const said = () => !options.demo || /^Sign in as \S+ with the password \S+$/m.test(output.join(""));
  await isThere(server, output, async () => said() && (await isWell(address)));
  return {
    address,
    folder,
    get printed() {
      return output.join("");
    },
    command: (...given) => run(given, environment),
    async stop() {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function isThere(
  server: ChildProcess,
  output: readonly string[],
  look: () => Promise<boolean>,
): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (server.exitCode !== null) throw new Error(`The product did not start:\n${output.join("")}`);
    if (await look()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The product does not answer:\n${output.join("")}`);
}

async function isWell(address: string): Promise<boolean> {
  const health = await fetch(`${address}/api/health`).catch(() => undefined);
  return health?.ok === true;
}

function run(words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(root, "bin/rapport.js"), ...words], {
      cwd: root,
      env: environment,
    });
    let printed = "";
    child.stdout.on("data", (part) => {
      printed += String(part);
    });
    child.stderr.on("data", (part) => {
      printed += String(part);
    });
    child.once("exit", (code) => (code === 0 ? done(printed) : fail(new Error(printed))));
  });
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
