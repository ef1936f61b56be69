import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFrontDoor } from "../../../../test/front-door.ts";
import { somebodySignedIn } from "../../../../test/somebody.ts";
import { fullGrant } from "#records/contract";

/** A CalDAV server elsewhere, with one user and a calendar each for tasks and meetings. */
export interface CalendarServer {
  readonly address: string;
  readonly userName: string;
  readonly password: string;
  readonly calendars: { readonly tasks: string; readonly meetings: string };
  close(): Promise<void>;
}

const radicale = "/usr/bin/radicale";

/** Servers that can be had on this machine: another Rapport always, Radicale where it is installed. */
export const serversHere: Readonly<Record<string, () => Promise<CalendarServer>>> = {
  "another Rapport": openRapport,
  ...(existsSync(radicale) && { Radicale: openRadicale }),
};

async function openRapport(): Promise<CalendarServer> {
  const house = await openFrontDoor();
  const address = await house.listen();
  const who = await somebodySignedIn(house, "Elsewhere", { objects: { "*": fullGrant }, permissions: ["*"] });
  const ask = async (method: "GET" | "POST", payload?: object) =>
    (
      await house.ask({
        method,
        url: "/api/app-passwords",
        headers: who.headers,
        ...(payload && { payload }),
      })
    ).json();
  const { password } = await ask("POST", { name: "Another Rapport" });
  const { userName } = await ask("GET");
  const home = `${address}/dav/calendars/${who.id}`;
  return {
    address,
    userName,
    password,
    calendars: { tasks: `${home}/tasks/`, meetings: `${home}/meetings/` },
    close: async () => {},
  };
}

async function openRadicale(): Promise<CalendarServer> {
  const folder = await mkdtemp(join(tmpdir(), "rapport-test-radicale-"));
  await writeFile(join(folder, "users"), "elsewhere:a password\n");
  const options = Object.entries({
    "storage-filesystem-folder": join(folder, "collections"),
    "auth-type": "htpasswd",
    "auth-htpasswd-filename": join(folder, "users"),
    "auth-htpasswd-encryption": "plain",
    "auth-delay": "0",
  }).flatMap(([name, value]) => [`--${name}`, value]);
  await mkdir(join(folder, "collections"));
  const port = 20_000 + (process.pid % 20_000);
  const server = spawn(radicale, ["-C", "", "--hosts", `127.0.0.1:${port}`, ...options], { stdio: "ignore" });
  const address = `http://127.0.0.1:${port}`;
  await untilAnswering(address, server);
  const authorization = `Basic ${Buffer.from("elsewhere:a password").toString("base64")}`;
  for (const [name, component] of [
    ["tasks", "VTODO"],
    ["meetings", "VEVENT"],
  ]) {
    const body = `<?xml version="1.0"?><c:mkcalendar xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>
      <d:displayname>${name}</d:displayname><c:supported-calendar-component-set><c:comp name="${component}"/></c:supported-calendar-component-set></d:prop></d:set></c:mkcalendar>`;
    const made = await fetch(`${address}/elsewhere/${name}/`, {
      method: "MKCALENDAR",
      body,
      headers: { authorization },
    });
    if (made.status !== 201) throw new Error(`Radicale answered ${made.status}`);
  }
  return {
    address,
    userName: "elsewhere",
    password: "a password",
    calendars: { tasks: `${address}/elsewhere/tasks/`, meetings: `${address}/elsewhere/meetings/` },
    async close() {
      server.kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function untilAnswering(address: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`Radicale ended with ${server.exitCode}`);
    if (
      await fetch(address).then(
        () => true,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
