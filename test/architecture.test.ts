import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { modules } from "../src/server/modules.ts";

// Reads the import lines themselves: a tool that resolves them through a compiler it does not know may find
// nothing and call that order. How many files and imports were seen is asserted, too.

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "src"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((name) => /\.tsx?$/.test(name));
const imports = files.flatMap(importsOf);

/** From below to above; those in one line do not know one another. */
const storeys = [
  ["kernel"],
  ["records"],
  ["platform"],
  ["customers"],
  ["channels"],
  ["catalogue"],
  ["sales"],
  ["trade"],
  ["billing"],
  ["targets", "shop", "service"],
  ["exchange"],
  ["sync"],
  ["server", "web"],
];

test("the test looked at the whole of the source", () => {
  expect(files.length).toBeGreaterThan(300);
  expect(imports.length).toBeGreaterThan(1000);
  expect(new Set(files.map(roomOf))).toEqual(new Set(storeys.flat()));
});

test("calls go down: no room imports from one above it or beside it", () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = storeyOf(roomOf(file));
    const to = storeyOf(roomOf(target));
    const isOwn = roomOf(file) === roomOf(target);
    return !isOwn && to >= from && !isBrowserKit(file, target) && !isTest(file) && !isTesting(file);
  });
  expect(wrong.map(shown)).toEqual([]);
});

test("the engine and the modules are entered by a front door or a contract, never deep", () => {
  const door = /^src\/(records|modules\/\w+)\/((contract|web)\/)?index\.ts$/;
  const wrong = imports.filter(
    ({ file, target }) =>
      roomOf(file) !== roomOf(target) &&
      /^src\/(records|modules)\//.test(target) &&
      !door.test(target) &&
      !isTest(file) &&
      !isTesting(file),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("browser code imports no file of the server", () => {
  const wrong = imports.filter(
    ({ file, target }) => isBrowser(file) && !isTest(file) && isServerOnly(target),
  );
  expect(wrong.map(shown)).toEqual([]);
});

test("server code imports no file of the browser", () => {
  const wrong = imports.filter(({ file, target }) => !isBrowser(file) && !isTest(file) && isBrowser(target));
  expect(wrong.map(shown)).toEqual([]);
});

test("the kernel does no input or output and knows no library but zod", () => {
  const used = files.filter((file) => file.startsWith("src/kernel/") && !isTest(file)).flatMap(packagesOf);
  expect([...new Set(used)].sort()).toEqual(["zod"]);
});

test("modules do not know Fastify but for the types of their edge", () => {
  const wrong = files
    .filter((file) => file.startsWith("src/modules/") && !isTest(file) && !isTesting(file))
    .filter((file) => packagesOf(file).includes("fastify"));
  expect(wrong).toEqual([]);
});

// Where a statement takes no parameter, and what stands in its text is our own.
const ownText = new Set([
  "src/records/customising/tables.ts",
  // The name that PostgreSQL gave a snapshot.
  "src/server/organisation-archive/snapshot-reading.ts",
]);

test("CVE-2026-29081, CVE-2025-52048: no SQL is put together from text outside the places made for it", () => {
  const wrong = files.filter(
    (file) =>
      !isTest(file) &&
      !ownText.has(file) &&
      !isTesting(file) &&
      /\b(sql\.(raw|lit)\b|\w+\.(raw|lit)\s*[(<])/.test(readFileSync(file, "utf8")),
  );
  expect(wrong).toEqual([]);
});

test("CVE-2026-53513: addresses that others give are called by the one client made for it, nothing else on the server calls out", () => {
  const way =
    /\bfetch\(|\bnew (WebSocket|EventSource)\(|^import (?!type |\{ (BlockList, )?isIP \}).*["'](node:(https?|http2|net|tls|dns)\b|undici|axios|got)/m;
  const callers = files.filter((file) => !isBrowser(file) && !isTest(file) && !isTesting(file));
  const wrong = callers.filter(
    (file) => !file.startsWith("src/modules/platform/egress/") && way.test(readFileSync(file, "utf8")),
  );
  // The first speaks with programs that we have started on this machine. One listens for a moment, to find a free port; the other is what the driver speaks to the database through.
  expect(wrong).toEqual([
    "src/modules/channels/telephone/edge/loopback.ts",
    "src/server/embedded-database/access.ts",
    "src/server/gathering-socket.ts",
  ]);
});

test("CVE-2020-29396, CVE-2021-44476: no text is run as a program, and other programs are started by the start of the product and by the telephone alone", () => {
  const running = /\beval\(|\bnew Function\(|["'](node:)?(vm|worker_threads|v8)["']|\bimport\((?!["'])/;
  const starting = /["'](node:)?(child_process|cluster)["']/;
  const code = files.filter((file) => !isTest(file) && !isTesting(file));
  const holding = (what: RegExp) => code.filter((file) => what.test(readFileSync(file, "utf8")));
  // Says how early the heap is tidied, nothing else.
  expect(holding(running)).toEqual(["src/server/memory.ts"]);
  expect(holding(starting).filter((file) => !file.startsWith("src/server/embedded-database/"))).toEqual([
    "src/modules/channels/telephone/edge/programs.ts",
    "src/server/process-age.ts",
    "src/server/web-build.ts",
  ]);
});

test("every job of a module stands in the table of the architecture", () => {
  const told = readFileSync("docs/ARCHITECTURE.md", "utf8");
  const jobs = modules.flatMap(({ jobs = {}, watches = {} }) => [
    ...Object.keys(jobs),
    ...Object.keys(watches),
  ]);
  expect(jobs.length).toBeGreaterThan(40);
  expect(jobs.filter((job) => !told.includes(`| \`${job}\``) && !told.includes(`, \`${job}\``))).toEqual([]);
});

test("no file is named for what everything is", () => {
  const empty =
    /(^|[/-])(utils?|helpers?|common|misc|manager|processor)\.tsx?$|\/(service|base|types|data)\.tsx?$/;
  const wrong = files.filter((file) => empty.test(file));
  expect(wrong).toEqual([]);
});

function importsOf(file: string): readonly Import[] {
  return specifiersOf(file).flatMap((specifier) => {
    const target = resolve(file, specifier);
    return target ? [{ file, target }] : [];
  });
}

function specifiersOf(file: string): readonly string[] {
  const source = readFileSync(file, "utf8");
  return [...source.matchAll(/(?:^|[\s;])(?:from|import)\s*\(?\s*["']([^"']+)["']/g)].map(
    (match) => match[1] ?? "",
  );
}

function packagesOf(file: string): readonly string[] {
  return specifiersOf(file)
    .filter((specifier) => !/^[.#]/.test(specifier))
    .map((specifier) =>
      specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/"),
    );
}

function resolve(file: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return normalize(join(dirname(file), specifier));
  const [door, ...rest] = specifier.split("/");
  if (door === "#kernel") return `src/kernel/${rest.join("/")}.ts`;
  if (door === "#web") return `src/web/kit/${rest.join("/")}`;
  if (door === "#records") return rest[0] ? `src/records/${rest[0]}/index.ts` : "src/records/index.ts";
  if (door === "#db" || !door?.startsWith("#")) return undefined;
  return `src/modules/${door.slice(1)}/${rest[0] ? `${rest[0]}/` : ""}index.ts`;
}

function roomOf(file: string): string {
  const [, first, second] = file.split("/");
  return (first === "modules" ? second : first) ?? "";
}

function storeyOf(room: string): number {
  return storeys.findIndex((rooms) => rooms.includes(room));
}

function isBrowser(file: string): boolean {
  return (
    file.startsWith("src/web/") ||
    /^src\/(records|modules\/\w+)\/web\//.test(file) ||
    (file.startsWith("src/records/field-types/") && file.endsWith(".tsx"))
  );
}

/** The kit lies at the top of the house, and every room's screens use it. */
function isBrowserKit(file: string, target: string): boolean {
  return isBrowser(file) && target.startsWith("src/web/kit/");
}

function isServerOnly(target: string): boolean {
  if (target.startsWith("src/server/")) return true;
  if (target.endsWith("/contract.ts")) return false;
  if (/^src\/modules\/\w+\//.test(target)) return !/^src\/modules\/\w+\/(contract|web|text)\//.test(target);
  return (
    /^src\/records\/(reading|writing|routes|views|index|work|module)/.test(target) ||
    target.endsWith("/sql.ts")
  );
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file);
}

function isTesting(file: string): boolean {
  return /\/testing\//.test(file);
}

function shown({ file, target }: Import): string {
  return `${file} imports ${target}`;
}
