import { randomBytes } from "node:crypto";
import { Command } from "commander";
import { createUser, inviteToSignIn, passwordResetLink } from "#platform";
import { note } from "#records";
import { StartError } from "../start-error.ts";
import { withOrganisation } from "./set-up.ts";
import { withProduct } from "./with-product.ts";

export function userCommand(): Command {
  const command = new Command("user").description("make and list users, help one who cannot sign in");
  command
    .command("create")
    .description("make a user who can sign in")
    .requiredOption("--name <name>", "name of the person")
    .requiredOption("--email <address>", "address to sign in with")
    .option("--role <role...>", "role by key or id", ["salesperson"])
    .option("--password <password>", "password; one is made and printed unless told")
    .action(createOne);
  command.command("list").description("list users with their roles").action(listAll);
  command
    .command("invite")
    .description(
      "print a link by which a user who cannot sign in yet chooses a password, good for three days",
    )
    .argument("<address>", "address of the user")
    .action(inviteOne);
  command
    .command("reset-password")
    .description("print a link by which the user chooses a new password, good for an hour and once")
    .argument("<address>", "address the user signs in with")
    .action(resetPassword);
  return command;
}

async function createOne(options: {
  name: string;
  email: string;
  role: string[];
  password?: string;
}): Promise<void> {
  const { name, email, role: roles } = options;
  const password = options.password ?? randomBytes(12).toString("base64url");
  const { id } = await withOrganisation(({ runtime }) =>
    runtime.runAsSystem((work) => createUser(work, { name, email, roles, password })),
  );
  process.stdout.write(`${id}\n`);
  if (!options.password) process.stdout.write(`Password: ${password}\n`);
}

async function listAll(): Promise<void> {
  const users = await withProduct(({ runtime: { database } }) =>
    database
      .selectFrom("users")
      .leftJoin("user_roles", "user_roles.user_id", "users.id")
      .leftJoin("roles", "roles.id", "user_roles.role_id")
      .select((select) => [
        "users.name",
        "users.email",
        "users.active",
        select.fn.agg<string[]>("array_agg", ["roles.name"]).as("roles"),
      ])
      .where("users.archived_at", "is", null)
      .groupBy("users.id")
      .orderBy("users.name")
      .execute(),
  );
  for (const { name, email, active, roles } of users) {
    const given = roles.filter(Boolean).join(", ");
    process.stdout.write(
      `${[email ?? "-", name, given || "-", active ? "active" : "not active"].join("\t")}\n`,
    );
  }
}

async function inviteOne(address: string): Promise<void> {
  const link = await withProduct(async ({ runtime }) => {
    const user = await runtime.database
      .selectFrom("users")
      .select("id")
      .where("email", "=", address.toLowerCase())
      .where("archived_at", "is", null)
      .executeTakeFirst();
    if (!user) throw new StartError(`No user has the address ${address}.`);
    // No mail: whoever stands at the server gets the link.
    const { smtpUrl: _, ...settings } = runtime.settings;
    const invited = await runtime.runAsSystem((work) =>
      inviteToSignIn(work, settings, { userId: user.id, email: address }),
    );
    return invited.link;
  });
  process.stdout.write(`${link}\n`);
}

async function resetPassword(address: string): Promise<void> {
  const link = await withProduct(async ({ runtime }) => {
    const user = await runtime.database
      .selectFrom("users")
      .innerJoin("auth.user", "auth.user.id", "users.id")
      .select("users.id")
      .where("users.email", "=", address.toLowerCase())
      .where("users.active", "=", true)
      .where("users.archived_at", "is", null)
      .executeTakeFirst();
    if (!user) throw new StartError(`Nobody who is active signs in as ${address}.`);
    await runtime.runAsSystem((work) =>
      note(work, { kind: "password_reset_made", object: "user", record: user.id }),
    );
    return await passwordResetLink(runtime, user.id);
  });
  process.stdout.write(`${link}\n`);
}
