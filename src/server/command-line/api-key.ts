import { Command } from "commander";
import { isId } from "#kernel/id";
import { createApiKey, listKeys, type NewKey, revokeApiKey } from "#platform";
import { StartError } from "../start-error.ts";
import { withOrganisation } from "./set-up.ts";
import { withProduct } from "./with-product.ts";

export function apiKeyCommand(): Command {
  const command = new Command("api-key").description("make, list and revoke keys of the API");
  command
    .command("create")
    .description("make a key and print it as the last line; it is shown this once")
    .requiredOption("--name <name>", "what the key is for")
    .requiredOption("--role <role>", "role whose rights it carries, by key (administrator) or id")
    .option("--scope <scope...>", "what it may do of that: people:read, deals:write, *:read, deals:close")
    .option("--expires <day>", "last day on which it is good, as 2027-12-31 (UTC)")
    .option("--network <network...>", "networks from which alone it is accepted, as 10.1.0.0/16")
    .option("--limit <requests>", "requests a minute that it may send")
    .action(createOne);
  command.command("list").description("list the keys that are good").action(listAll);
  command
    .command("revoke")
    .description("end a key")
    .argument("<id>", "id as `api-key list` prints it")
    .action(revoke);
  return command;
}

interface CreateOptions {
  readonly name: string;
  readonly role: string;
  readonly scope?: readonly string[];
  readonly expires?: string;
  readonly network?: readonly string[];
  readonly limit?: string;
}

async function createOne(options: CreateOptions): Promise<void> {
  const wanted = newKeyOf(options);
  const { key } = await withOrganisation(({ runtime }) =>
    runtime.runAsSystem((work) => createApiKey(work, wanted)),
  );
  process.stdout.write(`${key}\n`);
}

function newKeyOf({ name, role, scope, expires, network, limit }: CreateOptions): NewKey {
  if (expires !== undefined && !/^\d{4}-\d\d-\d\d$/.test(expires))
    throw new StartError(`${expires} is no day. Write it as 2027-12-31.`);
  if (limit !== undefined && !/^[1-9]\d{0,5}$/.test(limit))
    throw new StartError(`${limit} is no number of requests. Write a whole number up to 600000.`);
  return {
    name,
    role,
    scopes: scope,
    expiresAt: expires && `${expires}T23:59:59Z`,
    networks: network,
    requestsPerMinute: limit === undefined ? undefined : Number(limit),
  };
}

async function listAll(): Promise<void> {
  const { data } = await withProduct(({ runtime }) => runtime.runAsSystem(listKeys));
  for (const { id, name, beginning, role, lastUsedAt, scopes, networks, expiresAt } of data) {
    const words: readonly string[] = [
      id,
      name,
      `${beginning}…`,
      role.title,
      String(lastUsedAt ?? "never used"),
      [...(scopes ?? []), ...(networks ?? []), ...(expiresAt ? [`until ${expiresAt}`] : [])].join(" "),
    ];
    process.stdout.write(`${words.join("\t")}\n`);
  }
}

async function revoke(id: string): Promise<void> {
  if (!isId(id)) throw new StartError(`${String(id)} is not the id of a key; see rapport api-key list.`);
  await withProduct(({ runtime }) => runtime.runAsSystem((work) => revokeApiKey(work, id)));
  process.stdout.write("Revoked.\n");
}
