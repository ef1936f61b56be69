import { type ChildProcess, spawn } from "node:child_process";
import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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

/** A server of meetings as odd as a test wants it. */
export interface OddServer {
  readonly address: string;
  /** By path. */
  readonly entries: Map<string, string>;
  /** With what it answers PUT and DELETE of a path; null: as it should. */
  refuses: (path: string) => number | null;
  /** Answers lists without anything in them. */
  isBlank: boolean;
  /** What was asked to be written. */
  readonly writes: string[];
  close(): void;
}

/** Speaks as much CalDAV as is asked of one. */
export async function openOddServer(): Promise<OddServer> {
  const calendar = "/cal/";
  const tagOf = (body: string) => `"${hash("sha256", body).slice(0, 16)}"`;
  const told = (href: string, ...properties: string[]) =>
    `<d:response><d:href>${href}</d:href><d:propstat><d:prop>${properties.join("")}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>`;
  const ofCalendar = () =>
    told(
      calendar,
      "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>",
      '<c:supported-calendar-component-set><c:comp name="VEVENT"/></c:supported-calendar-component-set>',
    );
  const answer = ({ method, url: path = "", headers }: IncomingMessage, body: string) => {
    const refused = method === "PUT" || method === "DELETE" ? odd.refuses(path) : null;
    if (method === "PUT" || method === "DELETE") odd.writes.push(`${method} ${path}`);
    if (refused !== null) return { status: refused };
    if (method === "PUT") {
      odd.entries.set(path, body);
      return { status: 201, tag: tagOf(body) };
    }
    if (method === "DELETE") return { status: odd.entries.delete(path) ? 204 : 404 };
    const isWithin = method === "REPORT" || headers["depth"] === "1";
    const entries = [...odd.entries].map(([href, text]) =>
      told(
        href,
        `<d:getetag>${tagOf(text)}</d:getetag>`,
        `<c:calendar-data><![CDATA[${text}]]></c:calendar-data>`,
      ),
    );
    const responses = [...(method === "REPORT" ? [] : [ofCalendar()]), ...(isWithin ? entries : [])];
    const inside = odd.isBlank && isWithin ? "" : responses.join("");
    return {
      status: 207,
      body: `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">${inside}</d:multistatus>`,
    };
  };
  const server = createServer((request, response) => {
    void text(request).then((asked) => {
      const { status, tag, body } = answer(request, asked);
      response.writeHead(status, tag ? { etag: tag } : {}).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const odd: OddServer = {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${calendar}`,
    entries: new Map(),
    refuses: () => null,
    isBlank: false,
    writes: [],
    close: () => void server.close(),
  };
  return odd;
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
