/**
 * Measures what a newcomer feels: the first start on an empty folder, a later one, memory at rest, the size of the
 * first screen, and the import of a company's files. Prints one line a figure; asserts nothing.
 *
 *     node bench/first-storey.ts [folder of CSV files]
 */
import { type ChildProcess, execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { allowedKilobytes, firstScreenSize } from "./first-screen-size.ts";
import { command, databaseMegabytes, freePort, megabytes, root, startRapport, stop } from "./processes.ts";

const salesFolder = resolve(process.argv[2] ?? join(root, "../shared/data/sales"));

const data = mkdtempSync(join(tmpdir(), "rapport-bench-"));
const port = await freePort();
const environment = { ...process.env, PORT: String(port), RAPPORT_DATA: data };

try {
  const first = await start();
  print("first start, empty folder", `${first.seconds.toFixed(1)} s`, "15 s");
  await stop(first.process);
  const later = await start();
  print("later start", `${later.seconds.toFixed(1)} s`, "4 s");
  await setUp();
  await pause(10_000);
  print("Node at rest", `${megabytes(later.process.pid ?? 0)} MB`, "200 MB");
  print("database at rest", `${databaseMegabytes(data)} MB`, "150 MB");
  await stop(later.process);
  const screen = await firstScreenSize(join(root, "dist/web"));
  print(
    "first screen, compressed JavaScript",
    `${Math.round(screen.bytes / 1024)} KB`,
    `${allowedKilobytes} KB`,
  );
  if (existsSync(salesFolder)) importFiles();
  else process.stdout.write(`import: skipped, ${salesFolder} is not there\n`);
} finally {
  rmSync(data, { recursive: true, force: true });
}

function print(what: string, measured: string, wanted: string): void {
  process.stdout.write(`${what.padEnd(40)} ${measured.padStart(10)}   (wanted ≤ ${wanted})\n`);
}

async function start(): Promise<{ process: ChildProcess; seconds: number }> {
  const began = performance.now();
  const server = await startRapport(environment, async () => {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined);
    return page?.ok === true && (await page.text()).includes("<script");
  });
  return { process: server, seconds: (performance.now() - began) / 1000 };
}

async function setUp(): Promise<void> {
  const organisation = {
    name: "Bench",
    locale: "en",
    country: "BG",
    currency: "EUR",
    timeZone: "Europe/Sofia",
  };
  const owner = { name: "Owner", email: "owner@bench.example", password: "seven quiet rivers" };
  await fetch(`http://localhost:${port}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: `http://localhost:${port}` },
    body: JSON.stringify({ organisation, owner }),
  });
}

function importFiles(): void {
  const objects = {
    accounts: "companies",
    products: "products",
    sales_teams: "users",
    sales_pipeline: "deals",
  };
  for (const [file, object] of Object.entries(objects)) {
    if (!readdirSync(salesFolder).includes(`${file}.csv`)) continue;
    const path = join(salesFolder, `${file}.csv`);
    const began = performance.now();
    const printed = execFileSync(
      process.execPath,
      [command, "import", path, "--object", object, "--yes", "--json"],
      {
        cwd: root,
        env: environment,
        encoding: "utf8",
      },
    );
    const result = JSON.parse(printed.trim().split("\n").at(-1) ?? "{}") as {
      created?: number;
      seconds?: number;
    };
    const whole = ((performance.now() - began) / 1000).toFixed(1);
    print(
      `import of ${file} (${result.created} made, ${whole} s with start)`,
      `${result.seconds?.toFixed(1)} s`,
      "10 s",
    );
  }
}
