import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { type AddressInfo, createServer as createSocketServer } from "node:net";
import { networkInterfaces } from "node:os";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readAllowances } from "./allowances.ts";
import type { Lookup } from "./connecting.ts";
import { openEgress, type Patience } from "./egress.ts";
import type { EgressSettings } from "./target.ts";

// A server on the loopback, which nobody may reach unless the operator says so, and what it was asked.
const reached: string[] = [];
const servers: { close(): unknown }[] = [];
let inside: Server;
let port: number;

beforeAll(async () => {
  inside = await serve((request, reply) => {
    reached.push(`${request.method} ${request.url}`);
    reply.end(JSON.stringify({ headers: request.headers }));
  });
  port = portOf(inside);
});

afterAll(() => {
  for (const server of servers) server.close();
});

async function serve(answer: RequestListener): Promise<Server> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, listening));
  return server;
}

function portOf(server: { address(): unknown }): number {
  return (server.address() as AddressInfo).port;
}

function settings(allow = ""): EgressSettings {
  return { baseUrl: "https://crm.example.com", port: 3000, egressAllow: readAllowances(allow) };
}

/** A name server that knows these names; each answer is told once, the last again and again. */
function names(known: Readonly<Record<string, readonly string[]>>): Lookup & { asked: string[] } {
  const asked: string[] = [];
  const lookup: Lookup = async (hostname) => {
    const answers = known[hostname];
    if (!answers) throw Object.assign(new Error("ENOTFOUND"), { code: "ENOTFOUND" });
    const times = asked.filter((name) => name === hostname).length;
    asked.push(hostname);
    const answer = answers[Math.min(times, answers.length - 1)] ?? "";
    return answer.split(" ").map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return Object.assign(lookup, { asked });
}

const get = (address: string, allow = "", lookup?: Lookup) =>
  openEgress(settings(allow), lookup).send({ method: "GET", address });

/** Spellings of the loopback, of which a plain client reaches most. */
const loopbacks = [
  "127.0.0.1",
  "127.1",
  "127.0.1",
  "127.255.255.254",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "0x7f.1",
  "127.0.0.1.",
  "127。0。0。1",
  "①②⑦.⓪.⓪.①",
  "%31%32%37.0.0.1",
  "0",
  "0.0.0.0",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "ⓛocalhost",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[::127.0.0.1]",
  "[64:ff9b::7f00:1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::]",
  "[::1%25lo]",
  "[fe80::1%25lo]",
];

describe("SSRF (CVE-2026-33975, CVE-2026-33534)", () => {
  test.each(loopbacks)("the loopback spelled %s is called neither at save nor at send", async (host) => {
    const address = `http://${host}:${port}/`;
    await expect(openEgress(settings()).check(address)).rejects.toMatchObject({ failure: "address" });
    await expect(get(address)).rejects.toMatchObject({ failure: "address" });
    expect(reached).toEqual([]);
  });

  test("the server in question is there, and is reached as soon as the operator says so", async () => {
    const answer = await get(`http://0x7f.1:${port}/there`, `127.0.0.1:${port}`);
    expect(answer.status).toBe(200);
    expect(reached.splice(0)).toEqual(["GET /there"]);
  });

  // CVE-2026-34719: link-local metadata, unique local addresses, shared address space.
  test.each([
    ["169.254.169.254"],
    ["100.100.100.200"],
    ["168.63.129.16"],
    ["192.0.0.192"],
    ["[fd00:ec2::254]"],
    ["[fe80::a9fe:a9fe]"],
    ["[::ffff:a9fe:a9fe]"],
    ["10.1.2.3"],
    ["172.31.255.255"],
    ["192.168.1.1"],
    ["100.64.0.1"],
    ["198.18.0.1"],
    ["192.0.2.1"],
    ["203.0.113.7"],
    ["224.0.0.1"],
    ["255.255.255.255"],
    ["[fc00::1]"],
    ["[ff02::1]"],
    ["[2001:db8::1]"],
    ["[2001::1]"],
    ["[3fff::1]"],
    ["[100::1]"],
  ])("%s is no address of the public internet", async (host) => {
    await expect(get(`http://${host}/`)).rejects.toMatchObject({ failure: "address" });
    await expect(openEgress(settings()).check(`http://${host}/`)).rejects.toMatchObject({
      failure: "address",
    });
  });

  test("what is public passes", async () => {
    for (const host of ["1.1.1.1", "8.8.8.8", "172.32.0.1", "[2606:4700:4700::1111]"])
      await openEgress(settings()).check(`https://${host}/hooks`);
  });

  test("a machine's own addresses are no way in, be they public or not", async () => {
    const own = Object.values(networkInterfaces()).flatMap((cards) => cards ?? []);
    expect(own.length).toBeGreaterThan(0);
    for (const { address, family } of own) {
      const host = family === "IPv6" ? `[${address}]` : address;
      await expect(get(`http://${host}:${port}/`)).rejects.toMatchObject({ failure: "address" });
    }
  });

  test("Rapport does not call itself, whatever is allowed", async () => {
    const own = { ...settings(`localhost, 127.0.0.0/8, 127.0.0.1:${port}`), port };
    const egress = openEgress({ ...own, baseUrl: `http://localhost:${port}` });
    await expect(egress.check(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ failure: "address" });
    const lookup = names({ "crm.example.com": ["8.8.8.8"] });
    await expect(openEgress(settings(), lookup).check("https://crm.example.com/api")).rejects.toThrow(
      "address",
    );
  });

  test.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "//example.com",
    "example.com",
    "",
    "http://",
    "http://user:secret@8.8.8.8/",
    "http://user@8.8.8.8/",
    "http://8.8.8.8:25/",
    "http://8.8.8.8:22/",
    "http://8.8.8.8:5432/",
    "http://8.8.8.8:6379/",
    "http://8.8.8.8:99999/",
  ])("%s is no address to call", async (address) => {
    await expect(openEgress(settings()).check(address)).rejects.toMatchObject({ failure: "address" });
  });
});

describe("names", () => {
  test("a name that leads to the loopback is refused, also beside a public address", async () => {
    const lookup = names({ "in.example": ["127.0.0.1"], "both.example": ["8.8.8.8 127.0.0.1"] });
    for (const host of ["in.example", "both.example", "nowhere.example"])
      await expect(get(`http://${host}:${port}/`, "", lookup)).rejects.toMatchObject({ failure: "address" });
    expect(reached).toEqual([]);
  });

  // CVE-2026-41905: what was checked and what is called must be one.
  test("a name is looked up once for a connection, and what was found is what is called", async () => {
    const lookup = names({ "hooks.example": ["127.0.0.1", "127.0.0.2"] });
    const answer = await get(`http://hooks.example:${port}/once`, `127.0.0.1:${port}`, lookup);
    expect(JSON.parse(answer.body.toString()).headers.host).toBe(`hooks.example:${port}`);
    expect(lookup.asked).toEqual(["hooks.example"]);
    expect(reached.splice(0)).toEqual(["GET /once"]);
  });

  test("a name that is public when it is looked at and inside when it is called is not called", async () => {
    const lookup = names({ "rebinding.example": ["8.8.8.8", "127.0.0.1"] });
    const egress = openEgress(settings(), lookup);
    const address = `http://rebinding.example:${port}/`;
    await egress.check(address);
    await expect(egress.send({ method: "POST", address, body: "{}" })).rejects.toMatchObject({
      failure: "address",
    });
    expect(reached).toEqual([]);
  });

  test("the operator may name a host, and then it may be anywhere", async () => {
    const lookup = names({ "hooks.intern": ["127.0.0.1"], "other.intern": ["127.0.0.1"] });
    const allow = `hooks.intern:${port}`;
    expect((await get(`http://HOOKS.intern.:${port}/named`, allow, lookup)).status).toBe(200);
    await expect(get(`http://other.intern:${port}/`, allow, lookup)).rejects.toThrow("address");
    await expect(get(`http://hooks.intern:${port + 1}/`, allow, lookup)).rejects.toThrow("address");
    expect(reached.splice(0)).toEqual(["GET /named"]);
  });
});

describe("being led on (CVE-2026-27023)", () => {
  const leading = async (to: string, status = 302) => {
    const asked: string[] = [];
    const server = await serve((request, reply) => {
      asked.push(`${request.method} ${request.url} ${String(request.headers["x-secret"] ?? "")}`.trim());
      reply.writeHead(status, { location: to }).end("led on");
    });
    return { port: portOf(server), asked };
  };

  test.each([
    (inner: number) => `http://127.0.0.1:${inner}/`,
    (inner: number) => `http://[::ffff:7f00:1]:${inner}/`,
    (inner: number) => `//0x7f.1:${inner}/`,
    () => "http://169.254.169.254/latest/meta-data/",
    () => "file:///etc/passwd",
  ])("an allowed host does not lead to one that is not: %s", async (to) => {
    const host = await leading(to(port));
    const egress = openEgress(settings(`127.0.0.1:${host.port}`));
    const address = `http://127.0.0.1:${host.port}/`;
    await expect(egress.send({ method: "GET", address, redirects: 3 })).rejects.toMatchObject({
      failure: "address",
    });
    expect(host.asked).toEqual(["GET /"]);
    expect(reached).toEqual([]);
  });

  test("unless it is asked to, a request is not led on, and one that changes something never is", async () => {
    const host = await leading(`http://127.0.0.1:${port}/`, 307);
    const egress = openEgress(settings(`127.0.0.1`));
    const address = `http://127.0.0.1:${host.port}/`;
    expect((await egress.send({ method: "GET", address })).status).toBe(307);
    const posted = await egress.send({ method: "POST", address, body: "{}", redirects: 5 });
    expect(posted).toMatchObject({ status: 307, address });
    expect(reached).toEqual([]);
  });

  test("where it may be led on, what was meant for one host is not told to another", async () => {
    const host = await leading(`http://127.0.0.1:${port}/led`);
    const egress = openEgress(settings("127.0.0.1"));
    const answer = await egress.send({
      method: "GET",
      address: `http://127.0.0.1:${host.port}/`,
      headers: { "x-secret": "told" },
      redirects: 1,
    });
    expect(host.asked).toEqual(["GET / told"]);
    expect(answer).toMatchObject({ status: 200, address: `http://127.0.0.1:${port}/led` });
    expect(JSON.parse(answer.body.toString()).headers).not.toHaveProperty("x-secret");
    reached.length = 0;
  });

  test("a ring of redirects ends", async () => {
    const host = await leading("/again");
    const egress = openEgress(settings("127.0.0.1"));
    const address = `http://127.0.0.1:${host.port}/`;
    await expect(egress.send({ method: "GET", address, redirects: 4 })).rejects.toMatchObject({
      failure: "answer",
    });
    expect(host.asked.length).toBe(5);
  });
});

describe("a receiver that means ill", () => {
  const ask = (to: number, patience: Partial<Patience> = { answer: 45_000, whole: 45_000 }) =>
    openEgress(settings(`127.0.0.1:${to}`)).send({
      method: "POST",
      address: `http://127.0.0.1:${to}/`,
      body: "{}",
      patience: { connect: 45_000, ...patience },
    });

  test("one that says nothing, or a byte a time, is left in the end", async () => {
    const silent = await serve(() => {});
    const slow = await serve((_request, reply) => {
      const drops = setInterval(() => reply.write("."), 50);
      reply.once("close", () => clearInterval(drops));
    });
    for (const server of [silent, slow])
      await expect(ask(portOf(server), { answer: 300, whole: 600 })).rejects.toMatchObject({
        failure: "timeout",
      });
  });

  test("one that never ends is read so far and no further", async () => {
    let sent = 0;
    const endless = await serve((_request, reply) => {
      const more = (): void => {
        while (!reply.destroyed && reply.write(Buffer.alloc(65_536, "x"))) sent += 65_536;
      };
      reply.on("drain", more);
      more();
    });
    const answer = await ask(portOf(endless));
    expect(answer).toMatchObject({ status: 200, complete: false });
    expect(answer.body.length).toBe(100_000);
    expect(sent).toBeLessThan(20_000_000);
  });

  test("one that speaks no HTTP, hangs up, or is not there is told apart from one that answers", async () => {
    const speaking = async (said: string) => {
      const server = createSocketServer((socket) => {
        socket.on("error", () => {});
        socket.end(said);
      });
      servers.push(server);
      await new Promise<void>((listening) => server.listen(0, listening));
      return portOf(server);
    };
    await expect(ask(await speaking("220 mail.example ESMTP\r\n"))).rejects.toMatchObject({
      failure: "answer",
    });
    await expect(ask(await speaking(""))).rejects.toMatchObject({ failure: "connection" });
    const giant = `HTTP/1.1 200 OK\r\nX-Giant: ${"x".repeat(100_000)}\r\n\r\n`;
    await expect(ask(await speaking(giant))).rejects.toMatchObject({ failure: "answer" });
    const gone = createServer();
    await new Promise<void>((listening) => gone.listen(0, listening));
    const closed = portOf(gone);
    await new Promise((done) => gone.close(done));
    await expect(ask(closed)).rejects.toMatchObject({ failure: "connection" });
  });

  test("no cookie is kept, no proxy asked, and the host cannot be said otherwise", async () => {
    const heard: { url?: string | undefined; headers: Record<string, unknown> }[] = [];
    const server = await serve((request, reply) => {
      heard.push({ url: request.url, headers: request.headers });
      reply.writeHead(200, { "set-cookie": "session=1; Path=/" }).end();
    });
    process.env["HTTP_PROXY"] = process.env["http_proxy"] = `http://127.0.0.1:${port}`;
    const egress = openEgress(settings("127.0.0.1"));
    const address = `http://127.0.0.1:${portOf(server)}/twice?x=1`;
    for (const _ of [1, 2]) await egress.send({ method: "GET", address, headers: { host: "other.example" } });
    delete process.env["HTTP_PROXY"];
    delete process.env["http_proxy"];
    expect(heard.map(({ url }) => url)).toEqual(["/twice?x=1", "/twice?x=1"]);
    expect(heard[1]?.headers).toMatchObject({ host: `127.0.0.1:${portOf(server)}` });
    expect(heard[1]?.headers).not.toHaveProperty("cookie");
    expect(reached).toEqual([]);
  });
});

describe("encrypted", () => {
  const pem = (name: string) => readFileSync(`test/certificates/hooks.example${name}.pem`, "utf8");
  const lookup = names({ "hooks.example": ["127.0.0.1"], "wrong.example": ["127.0.0.1"] });

  test("a certificate must be of somebody who is trusted, and of the host that is named", async () => {
    const server = createSecureServer({ key: pem(".key"), cert: pem("") }, (_request, reply) => {
      reply.end("over TLS");
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, listening));
    const at = (host: string) => get(`https://${host}:${portOf(server)}/`, "127.0.0.1", lookup);
    await expect(at("hooks.example")).rejects.toMatchObject({ failure: "certificate" });
    const usual = getCACertificates("default");
    setDefaultCACertificates([...usual, pem("")]);
    expect((await at("hooks.example")).body.toString()).toBe("over TLS");
    await expect(at("wrong.example")).rejects.toMatchObject({ failure: "certificate" });
    await expect(at("127.0.0.1")).rejects.toMatchObject({ failure: "certificate" });
    setDefaultCACertificates(usual);
    await expect(get(`https://hooks.example:${port}/`, "127.0.0.1", lookup)).rejects.toMatchObject({
      failure: "certificate",
    });
  });
});

test("what an operator allows is read, and what cannot be is named", () => {
  expect(readAllowances("10.1.0.0/16, [fd00::1]:8080, ::1, hooks.Intern:8443 ,localhost")).toEqual([
    { host: "10.1.0.0", prefix: 16 },
    { host: "fd00::1", port: 8080 },
    { host: "::1" },
    { host: "hooks.intern", port: 8443 },
    { host: "localhost" },
  ]);
  for (const wrong of ["10.0.0.0/33", "1.2.3", "host:0", "host:70000", "a b", "http://x", "x/8"])
    expect(() => readAllowances(wrong), wrong).toThrow(wrong);
});
