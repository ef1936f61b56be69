import { type ChildProcess, spawn } from "node:child_process";
import { access, constants, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const places = ["/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin"];
/** Milliseconds that a program has to end by itself. */
const patience = 3_000;
/** What is kept of what a program says, for when it breaks off. */
const keptWords = 2_000;

/** Where the programs of the edge are on this machine; null where one is missing. */
export async function findPrograms(): Promise<{
  readonly kamailio: string;
  readonly rtpengine: string;
} | null> {
  const [kamailio, rtpengine] = await Promise.all([placeOf("kamailio"), placeOf("rtpengine")]);
  return kamailio && rtpengine ? { kamailio, rtpengine } : null;
}

async function placeOf(name: string): Promise<string | undefined> {
  for (const place of places) {
    const path = join(place, name);
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return undefined;
}

export interface Program {
  readonly name: string;
  readonly path: string;
  readonly words: readonly string[];
  /** Where its number is written down; it stands among its words, so that the program is known by it. */
  readonly folder: string;
}

export interface RunningProgram {
  /** Resolves when it ends by itself, with the last that it said. */
  readonly over: Promise<string>;
  stop(): Promise<void>;
}

/** Starts a program in a group of its own, after ending what a killed Rapport left of it. */
export async function startProgram(program: Program): Promise<RunningProgram> {
  const { name, path, words, folder } = program;
  await endLeftOver(program);
  const child = spawn(path, words, {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    // They read what strangers send; of our secrets they have those that they need, and those stand in no environment.
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LANG: "C.UTF-8" },
  });
  let said = "";
  child.stderr.on("data", (part) => (said = (said + String(part)).slice(-keptWords)));
  const over = new Promise<string>((done) => {
    child.once("error", (error) => done(error.message));
    child.once("exit", () => done(said.trim()));
  });
  if (child.pid) await writeFile(numberFile(program), String(child.pid), { mode: 0o600 });
  return {
    over: over.then((words) => `${name}: ${withoutSecrets(words)}`),
    async stop() {
      await ended(child, over);
      await rm(numberFile(program), { force: true });
    },
  };
}

/** What a program said of what it was told may be read by many. */
const withoutSecrets = (words: string): string =>
  words.replace(/\b(key|login|password|proof)=[^;\s"]*/gi, "$1=…");

async function ended(child: ChildProcess, over: Promise<string>): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signal(pid, "SIGTERM");
  const left = new AbortController();
  const late = pause(patience, undefined, { signal: left.signal }).then(() => signal(pid, "SIGKILL"));
  await Promise.race([over, late.catch(() => {})]);
  await over;
  left.abort();
  // Whoever of its group outlived the first of it.
  signal(pid, "SIGKILL");
}

const numberFile = ({ folder, name }: Pick<Program, "folder" | "name">): string =>
  join(folder, `${name}.pid`);

/** Ends what still runs of an earlier start: only where the number is still that program's, with this folder among its words. */
async function endLeftOver(program: Program): Promise<void> {
  const pid = Number(await readFile(numberFile(program), "utf8").catch(() => ""));
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  for (let waited = 0; await isStill(pid, program); waited += 100) {
    signal(pid, waited < patience ? "SIGTERM" : "SIGKILL");
    await pause(100);
  }
}

async function isStill(pid: number, { path, folder }: Program): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const words = line.split("\0");
  return words[0] === path && words.some((word) => word.includes(folder));
}

function signal(pid: number, what: NodeJS.Signals): void {
  try {
    process.kill(-pid, what);
  } catch {
    // Gone by itself.
  }
}
