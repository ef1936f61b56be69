import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { buildWebWhenStale } from "../src/server/web-build.ts";
import { ensureBrowser } from "./browser-program.ts";

// Everything that must hold, the quick checks first. All of it runs, whatever fails; the last line counts.

interface Count {
  passed: number;
  failed: number;
}

type Step = () => Promise<boolean>;

const checks: Readonly<Record<string, Step>> = {
  format: () => run("biome", "format", "."),
  lint: () => run("oxlint", "--quiet"),
  types: () => run("tsc", "-p", "tsconfig.json"),
  "unused code": () => run("knip", "--no-progress"),
  "structure of the database and row types": () => run("node", "db/generate.ts", "--check"),
  "contract of the API": () => run("node", "src/server/http/openapi-document.ts", "--check"),
  "browser part": buildWeb,
  "weight of the first screen": () => run("node", "bench/first-screen-size.ts"),
  "weight of the chat": () => run("node", "bench/chat-widget-size.ts"),
  browser: ensureBrowser,
};

/** Where the product keeps what it has compiled: the many processes that tests start begin twice as fast by it. */
const kept = { NODE_COMPILE_CACHE: join(import.meta.dirname, "../node_modules/.cache/rapport") };

const count: Count = { passed: 0, failed: 0 };
const memory = await folderInMemory();
const remarks: string[] = [];
for (const [name, check] of Object.entries(checks)) {
  const began = performance.now();
  const passed = await check();
  count[passed ? "passed" : "failed"]++;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${passed ? "✓" : "✗"} ${name} (${seconds} s)`);
}
await runTests("unit");
// Each of its files has a browser or programs of its own: a third beside two would only take their time from them.
await runTests("whole product", "--maxWorkers=2");
if (memory) await rm(memory, { recursive: true, force: true });
if (remarks.length > 0) console.log(`\n${remarks.join("\n")}`);
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed > 0 ? 1 : 0);

async function runTests(project: string, ...more: readonly string[]): Promise<void> {
  const report = `test/results/${project}.json`;
  await mkdir("test/results", { recursive: true });
  await rm(report, { force: true });
  const passed = await run(
    "vitest",
    "run",
    "--project",
    project,
    "--retry=1",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...more,
  );
  const result = existsSync(report) ? (JSON.parse(await readFile(report, "utf8")) as Report) : undefined;
  count.passed += result?.numPassedTests ?? 0;
  count.failed += result?.numFailedTests ?? 0;
  remarks.push(...remarksOn(project, result));
  // A file that cannot even be read has no test that failed.
  if (!passed && !result?.numFailedTests) count.failed++;
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly { readonly assertionResults: readonly Told[] }[];
}

interface Told {
  readonly fullName: string;
  readonly status: string;
  /** What each try threw: a test that passed with messages passed at the second try only. */
  readonly failureMessages: readonly string[];
}

/** Names again, below all that was printed, what failed and what did not pass at once. */
function remarksOn(project: string, report: Report | undefined): string[] {
  return (report?.testResults ?? [])
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === "failed" || failureMessages.length > 0)
    .map(({ fullName, status, failureMessages }) => {
      const sign = status === "failed" ? "✗" : "passed at the second try:";
      return `${sign} ${project} > ${fullName}: ${(failureMessages[0] ?? "").split("\n", 2).join(" ").slice(0, 300)}`;
    });
}

/**
 * A folder that is kept in memory, where there is plenty of it: tests make some hundred databases of a thousand files each,
 * and throw them away. A disk takes a third of the time of all for that.
 */
async function folderInMemory(): Promise<string | undefined> {
  const [place, enough] = ["/dev/shm", 8e9];
  if (!existsSync(place)) return undefined;
  const { bavail, bsize } = await statfs(place);
  if (bavail * bsize <= enough) return undefined;
  const folder = await mkdtemp(join(place, "rapport-test-"));
  // Started as root, PostgreSQL runs under an account of its own, which has to pass.
  await chmod(folder, 0o711);
  return folder;
}

async function buildWeb(): Promise<boolean> {
  try {
    await buildWebWhenStale();
    return true;
  } catch (error) {
    console.error((error as Error).message);
    return false;
  }
}

/** Runs a program that npm installed; shows what it says when it fails, and of the tests always. */
function run(program: string, ...words: readonly string[]): Promise<boolean> {
  const isTest = program === "vitest";
  const child = spawn(program, words, {
    stdio: isTest ? "inherit" : "pipe",
    env: { ...process.env, ...kept, FORCE_COLOR: "0", ...(isTest && memory && { TMPDIR: memory }) },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once("close", (code) => {
      if (code !== 0 && output) console.error(output.trim());
      resolve(code === 0);
    });
  });
}
