import { spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, listening } from "../../mail/testing/dovecot.ts";

export interface Prosody {
  readonly port: number;
  /** Ends it at once, as a fall of power does; what it keeps stays. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Ends it, and removes what it kept. */
  end(): Promise<void>;
}

/** A real Prosody of one's own on a free port, for the domain of the certificate of tests. Users know the password `secret`. */
export async function openProsody(program: string, users: readonly string[]): Promise<Prosody> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-prosody-"));
  const port = await freePort();
  for (const end of ["", ".key"])
    await copyFile(`test/certificates/hooks.example${end}.pem`, join(folder, `hooks.example${end}.pem`));
  const accounts = join(folder, "data", "hooks%2eexample", "accounts");
  await mkdir(accounts, { recursive: true });
  for (const user of users)
    await writeFile(join(accounts, `${user}.dat`), 'return { ["password"] = "secret" };\n');
  const settings = join(folder, "prosody.cfg.lua");
  await writeFile(settings, configuration(folder, port));
  let over: Promise<void> | undefined;
  let stop: (signal: "SIGTERM" | "SIGKILL") => void = () => {};
  const start = async (): Promise<void> => {
    const server = spawn(program, ["-F", "--config", settings], { stdio: "ignore" });
    over = new Promise((resolve) => void server.once("exit", () => resolve()));
    stop = (signal) => void server.kill(signal);
    await listening(port);
  };
  await start();
  return {
    port,
    start,
    async kill() {
      stop("SIGKILL");
      await over;
    },
    async end() {
      stop("SIGTERM");
      await over;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const configuration = (folder: string, port: number): string => `run_as_root = true
pidfile = "${folder}/prosody.pid"
data_path = "${folder}/data"
log = { warn = "${folder}/log" }
interfaces = { "127.0.0.1" }
c2s_ports = { ${port} }
modules_disabled = { "s2s" }
modules_enabled = { "saslauth", "tls", "disco", "roster", "ping", "mam", "offline" }
authentication = "internal_plain"
storage = "internal"
archive_store = "archive"
c2s_require_encryption = true
VirtualHost "hooks.example"
  ssl = { certificate = "${folder}/hooks.example.pem"; key = "${folder}/hooks.example.key.pem"; }
`;
