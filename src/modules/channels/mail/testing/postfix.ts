import { execFile } from "node:child_process";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort, listening } from "./dovecot.ts";

const run = promisify(execFile);

/** A real Postfix of one's own on a free port, which takes mail for a domain and hands it over by LMTP. */
export async function openPostfix({
  domain,
  lmtp,
}: {
  readonly domain: string;
  readonly lmtp: number;
}): Promise<{ port: number; end(): Promise<void> }> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "rapport-postfix-"));
  await chmod(folder, 0o755);
  const settings = join(folder, "etc");
  for (const name of ["etc", "spool", "data"]) await mkdir(join(folder, name));
  await run("chown", ["postfix", join(folder, "data")]);
  await writeFile(join(settings, "main.cf"), mainOf(folder, domain, lmtp));
  await writeFile(join(settings, "master.cf"), services(port));
  await run("postfix", ["-c", settings, "start"]);
  await listening(port);
  return {
    port,
    async end() {
      await run("postfix", ["-c", settings, "stop"]).catch(() => {});
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function mainOf(folder: string, domain: string, lmtp: number): string {
  return `compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
myhostname = mx.${domain}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = ${domain}
virtual_transport = lmtp:inet:127.0.0.1:${lmtp}
smtpd_relay_restrictions = permit_mynetworks, reject
maillog_file =
alias_maps =
alias_database =
`;
}

function services(port: number): string {
  const rows = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "pickup unix n - n 60 1 pickup",
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "lmtp unix - - n - - lmtp",
    "anvil unix - - n - 1 anvil",
    "proxymap unix - - n - - proxymap",
    "scache unix - - n - 1 scache",
    "error unix - - n - - error",
    "retry unix - - n - - error",
  ];
  return `${rows.join("\n")}\n`;
}
