import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StartError } from "../start-error.ts";

/** The account of the operating system under which PostgreSQL runs. Absent: the one that we run under. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const names = ["postgres", "rapport"] as const;

/**
 * PostgreSQL refuses to run as root, so root lends it another account: the one that owns the cluster already,
 * else `postgres` where the machine has it, else `rapport`, made here.
 */
export async function accountFor(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) {
    await assertOurs(cluster);
    return undefined;
  }
  if (existsSync(cluster)) {
    const { uid, gid } = await stat(cluster);
    if (uid !== 0) return { uid, gid };
  }
  return (await findAccount()) ?? (await makeAccount());
}

/** Throws with the name of the first folder on the way to `path` that `account` may not pass through. */
export async function assertReachable(path: string, account: Account): Promise<void> {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (mode & bit) continue;
    throw new StartError(
      `Started as root, PostgreSQL runs under an account of its own (${account.uid}), which may not enter ${folder}. ` +
        `Let it pass with \`chmod o+x ${folder}\`, or install Rapport in a folder that is open, such as /opt/rapport, ` +
        "or start it as a user who is not root.",
    );
  }
}

async function assertOurs(cluster: string): Promise<void> {
  if (!process.getuid || !existsSync(cluster)) return;
  const { uid } = await stat(cluster);
  if (uid === process.getuid()) return;
  throw new StartError(
    `${cluster} belongs to another user (${uid}). Start Rapport as that user, or as root.`,
  );
}

async function findAccount(): Promise<Account | undefined> {
  const accounts = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of names) {
    const found = accounts.find((parts) => parts[0] === name);
    if (found && Number(found[2]) > 0) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  return undefined;
}

async function makeAccount(): Promise<Account> {
  const name = names[1];
  try {
    await promisify(execFile)("useradd", [
      "--system",
      "--user-group",
      "--no-create-home",
      "--shell",
      "/usr/sbin/nologin",
      name,
    ]);
  } catch (cause) {
    throw new StartError(
      `PostgreSQL cannot run as root, and the account ${name} could not be made. Start Rapport as a user who is not root.`,
      { cause },
    );
  }
  const made = await findAccount();
  if (!made) throw new StartError(`The account ${name} was made, but /etc/passwd does not show it.`);
  return made;
}
