import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";

/** Where the cluster listens and how to enter it; kept in `database.json`, which its owner alone may read. */
export interface Access {
  readonly port: number;
  /** Of the role of the application, which owns the database and is no superuser. */
  readonly password: string;
  readonly adminPassword: string;
}

export const adminRole = "rapport_admin";
export const applicationRole = "rapport";
/** May all that the application may, and write without foreign keys being looked at row by row: for imports, by connections of their own. */
export const bulkRole = "rapport_bulk";

export function hasAccess(folder: string): boolean {
  return existsSync(accessFile(folder));
}

export async function readAccess(folder: string): Promise<Access> {
  return JSON.parse(await readFile(accessFile(folder), "utf8")) as Access;
}

export async function makeAccess(folder: string): Promise<Access> {
  const newPassword = () => randomBytes(24).toString("base64url");
  return await writeAccess(folder, {
    port: await freePort(),
    password: newPassword(),
    adminPassword: newPassword(),
  });
}

/** The access kept in `folder`; its port replaced when another program has taken it meanwhile. */
export async function accessWithFreePort(folder: string): Promise<Access> {
  const access = await readAccess(folder);
  return (await isFree(access.port))
    ? access
    : await writeAccess(folder, { ...access, port: await freePort() });
}

/** `bulk` enters as the application, to write in bulk; `admin` the cluster, `owner` the application's database with the same rights. */
export function urlFor(access: Access, who: "application" | "bulk" | "admin" | "owner"): string {
  const role = { application: applicationRole, bulk: bulkRole, admin: adminRole, owner: adminRole }[who];
  const password = role === adminRole ? access.adminPassword : access.password;
  return `postgres://${role}:${password}@127.0.0.1:${access.port}/${who === "admin" ? "postgres" : "rapport"}`;
}

function accessFile(folder: string): string {
  return join(folder, "database.json");
}

async function writeAccess(folder: string, access: Access): Promise<Access> {
  await writeFile(accessFile(folder), `${JSON.stringify(access)}\n`, { mode: 0o600 });
  return access;
}

async function freePort(): Promise<number> {
  return (await tryPort(0)) ?? 0;
}

async function isFree(port: number): Promise<boolean> {
  return (await tryPort(port)) !== undefined;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: "127.0.0.1" }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : undefined));
    });
  });
}
