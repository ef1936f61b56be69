import { Command } from "commander";
import pg from "pg";
import { type Fault, type Verification, verifyAudit } from "#records";
import { roleIn } from "../audit/bringing-up-to-date.ts";
import { notedHead } from "../audit/noted-head.ts";
import { handOver, type Ownership, ownershipIn } from "../audit/ownership.ts";
import { readSettings } from "../settings.ts";
import { StartError } from "../start-error.ts";
import { ownerUrlText } from "./migrate.ts";
import { withProduct } from "./with-product.ts";

export function auditCommand(): Command {
  const command = new Command("audit").description("verify and protect the log of what was done");
  command
    .command("verify")
    .description("check every entry against its seal, and the seals against each other")
    .option(
      "--head <hash>",
      "a head written down earlier, which must still be in the chain; may be told several times",
      collect,
      [],
    )
    .option("--json", "print the outcome as JSON")
    .action(verify);
  command
    .command("protect")
    .description(
      "take history and seals out of the hands of the application's role; done by itself where Rapport runs its own database",
    )
    .requiredOption("--owner-url <url>", ownerUrlText)
    .action(protect);
  return command;
}

async function verify({ head, json }: { head: readonly string[]; json?: boolean }): Promise<void> {
  await withProduct(async ({ runtime, databaseUrl }) => {
    const noted = await notedHead(runtime.settings.dataFolder);
    const heads = [...head, ...(noted ? [noted] : [])];
    const found = await verifyAudit(runtime.database, runtime.settings.secret, heads);
    const ownership = await ownershipAt(databaseUrl);
    const text = json
      ? JSON.stringify({ ...found, ownership }, null, 2)
      : [...sentences(found), protection(ownership)].join("\n");
    process.stdout.write(`${text}\n`);
    if (!found.ok) process.exitCode = 1;
  });
}

async function protect({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  const { databaseUrl } = await readSettings();
  if (!databaseUrl)
    throw new StartError(
      "Rapport runs its own database here and has protected the log by itself. This is for DATABASE_URL.",
    );
  const done = await handOver(ownerUrl, roleIn(databaseUrl));
  process.stdout.write(
    done ? "History and seals belong to rapport_audit now.\n" : "They were protected already.\n",
  );
}

async function ownershipAt(url: string): Promise<Ownership> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await ownershipIn(client, roleIn(url));
  } finally {
    await client.end();
  }
}

function sentences({ blocks, entries, unsealed, head, faults, seconds, ok }: Verification): string[] {
  const speed = Math.round(entries / Math.max(seconds, 0.001)).toLocaleString("en");
  return [
    ...faults.map(sentenceOf),
    `${ok ? "The log is whole" : "The log is not whole"}: ${count(entries, "entry", "entries")} in ${count(blocks, "block", "blocks")}, ${unsealed} not sealed yet. ${seconds.toFixed(1)} s, ${speed} a second.`,
    ...(head
      ? [`Head, to be written down elsewhere: ${head.hash} (block ${head.block}, sealed ${head.sealedAt})`]
      : []),
  ];
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

function sentenceOf(fault: Fault): string {
  switch (fault.kind) {
    case "block_missing":
      return `Block ${fault.block} is missing.`;
    case "block_changed":
      return `Block ${fault.block} was changed, or one before it.`;
    case "seal_wrong":
      return `Block ${fault.block} does not bear the seal of this installation.`;
    case "head_missing":
      return `The head ${fault.hash} is not in the chain: blocks were removed from its end, or made anew.`;
    case "entries_wrong": {
      const named = (["changed", "removed", "added"] as const)
        .filter((what) => fault[what].length > 0)
        .map((what) => `${what} ${fault[what].join(", ")}`);
      return `Block ${fault.block}: entries ${named.join("; ") || "in another order"}.`;
    }
  }
}

function protection({ isProtected, history, database }: Ownership): string {
  return isProtected
    ? "The application's role cannot change it."
    : `It belongs to the role ${history}, the database to ${database}: whoever holds that role can change it, which the seals show. \`rapport audit protect\` takes it out of its hands.`;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}
