import { Command } from "commander";
import { isId } from "#kernel/id";
import { createApiKey, listKeys, revokeApiKey } from "#platform";
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
    .action(createOne);
  command.command("list").description("list the keys that are good").action(listAll);
  command
    .command("revoke")
    .description("end a key")
    .argument("<id>", "id as `api-key list` prints it")
    .action(revoke);
  return command;
}

async function createOne(options: { name: string; role: string }): Promise<void> {
  const { key } = await withOrganisation(({ runtime }) =>
    runtime.runAsSystem((work) => createApiKey(work, options)),
  );
  process.stdout.write(`${key}\n`);
}

async function listAll(): Promise<void> {
  const { data } = await withProduct(({ runtime }) => runtime.runAsSystem(listKeys));
  for (const { id, name, beginning, role, lastUsedAt } of data) {
    const words: readonly string[] = [
      id,
      name,
      `${beginning}…`,
      role.title,
      String(lastUsedAt ?? "never used"),
    ];
    process.stdout.write(`${words.join("\t")}\n`);
  }
}

async function revoke(id: string): Promise<void> {
  if (!isId(id)) throw new StartError(`${String(id)} is not the id of a key; see rapport api-key list.`);
  await withProduct(({ runtime }) => runtime.runAsSystem((work) => revokeApiKey(work, id)));
  process.stdout.write("Revoked.\n");
}
