import { spawn } from "node:child_process";
import { chmod, chown, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, connect, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { createTransport } from "nodemailer";

export interface Dovecot {
  readonly imap: number;
  readonly lmtp: number;
  readonly folder: string;
  /** Hands a mail over as another mail server does. */
  deliver(to: string, raw: string | Buffer): Promise<void>;
  /** As after a repair: every mail gets another number. */
  numberAnew(user: string): Promise<void>;
  end(): Promise<void>;
}

const nobody = 65_534;

/** A real Dovecot of one's own on free ports; whoever knows the password is anybody. `more` goes into its settings. */
export async function openDovecot(program: string, password: string, more = ""): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-dovecot-"));
  const [imap, lmtp] = [await freePort(), await freePort()];
  await chmod(folder, 0o755);
  await mkdir(join(folder, "mail"));
  await chown(join(folder, "mail"), nobody, nobody);
  const settings = join(folder, "dovecot.conf");
  await writeFile(settings, configuration({ folder, imap, lmtp, password, more }));
  const server = spawn(program, ["-F", "-c", settings], { stdio: "ignore" });
  const ended = new Promise<void>((resolve) => void server.once("exit", () => resolve()));
  await listening(imap);
  await listening(lmtp);
  const transport = createTransport({
    host: "127.0.0.1",
    port: lmtp,
    lmtp: true,
    ignoreTLS: true,
    pool: true,
  } as object);
  return {
    imap,
    lmtp,
    folder,
    deliver: async (to, raw) =>
      void (await transport.sendMail({ envelope: { from: "sender@client.example", to }, raw })),
    async numberAnew(user) {
      const box = join(folder, "mail", user);
      const notes = (await readdir(box)).filter((name) => name.startsWith("dovecot"));
      for (const name of notes) await rm(join(box, name), { recursive: true });
    },
    async end() {
      transport.close();
      server.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configuration({
  folder,
  imap,
  lmtp,
  password,
  more,
}: {
  folder: string;
  imap: number;
  lmtp: number;
  password: string;
  more: string;
}): string {
  return `base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
recipient_delimiter = +
mail_location = maildir:${folder}/mail/%u
first_valid_uid = 1
mail_max_userip_connections = 100
userdb {
  driver = static
  args = uid=${nobody} gid=${nobody} home=${folder}/mail/%u allow_all_users=yes
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  inet_listener imap {
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
${more || `passdb {\n  driver = static\n  args = password=${password}\n}`}
`;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Waits until something answers there. */
export async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await pause(50);
  }
  throw new Error(`Nothing listens on ${port}`);
}
