import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type GenerateOptions, generate, PostgresDialect } from "kysely-codegen";
import pg from "pg";
import { connectDatabase } from "../src/server/database.ts";
import { startTestServer } from "../test/database-server.ts";
import { describeStructure } from "./structure.ts";

// What follows from the migrations: the structure of the database and the types of its rows. With `--check`
// nothing is written, and the program fails when either file is not what the migrations make.

const server = await startTestServer();
let stale: readonly string[];
try {
  const made = {
    "structure.sql": await structureOf(server.templateUrl),
    "generated/tables.ts": await rowTypesOf(server.templateUrl),
  };
  stale = process.argv.includes("--check") ? await compare(made) : await write(made);
} finally {
  await server.stop();
}
for (const name of stale)
  console.error(`db/${name} is not what the migrations make. Run npm run db:generate.`);
process.exitCode = stale.length > 0 ? 1 : 0;

async function structureOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return `-- What the migrations make, for reading; written by \`npm run db:generate\`.\n\n${await describeStructure(client)}`;
  } finally {
    await client.end();
  }
}

async function rowTypesOf(url: string): Promise<string> {
  const { database, close } = connectDatabase(url, 2);
  try {
    // As the parsers of src/server/database.ts read them.
    const dialect = new PostgresDialect({ dateParser: "string", numericParser: "string" });
    // The generator sees Kysely's types as CommonJS, we see them as a module; it is one and the same class.
    const db = database as unknown as GenerateOptions["db"];
    return await generate({ db, dialect, excludePattern: "*schema_migrations", outFile: null });
  } finally {
    await close();
  }
}

async function compare(made: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [name, content] of Object.entries(made)) {
    if ((await readFile(pathOf(name), "utf8").catch(() => "")) !== content) stale.push(name);
  }
  return stale;
}

async function write(made: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [name, content] of Object.entries(made)) await writeFile(pathOf(name), content);
  return [];
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
