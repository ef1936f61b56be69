import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { sealMessage } from "mailauth";
import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import type { AskNames } from "#platform";
import { parseMail } from "../reading/parsing.ts";
import { checkMail } from "./checking.ts";
import { markIn, markOf } from "./mark.ts";
import { checkOf, methodsIn, saidBy } from "./methods.ts";
import { sealedCheck } from "./sealing.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What the names of a domain say that signs its mail, sends it from one address, and asks for all else to be refused. */
const zone: Readonly<Record<string, string>> = {
  "s._domainkey.client.example": `v=DKIM1; k=rsa; p=${publicKey.export({ type: "spki", format: "der" }).toString("base64")}`,
  "_dmarc.client.example": "v=DMARC1; p=reject",
  "client.example": "v=spf1 ip4:8.20.1.1 -all",
};
const ask: AskNames = (name) =>
  zone[name]
    ? Promise.resolve([[zone[name]]])
    : Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));

const from = "elena@client.example";

test("a mail that its domain has signed, or sent from its own server, is verified; one changed on the way, and one in its name, is not", async () => {
  const signed = await mail(true);
  const plain = await mail(false);
  const theirs = "8.20.1.1";
  const another = "9.20.1.1";
  expect(await check(signed, another)).toBe("verified");
  expect(await check(plain, theirs)).toBe("verified");
  expect(await check(plain, another)).toBe("failed");
  expect(await check(Buffer.from(signed.toString().replace("order", "money")), another)).toBe("failed");
  // A domain that says nothing of its mail proves nothing.
  const unknown = await checkMail(plain, { address: another, helo: "x", from }, () => ask("nowhere", "TXT"));
  expect(checkOf(from, methodsIn(unknown ?? ""))).toBe("unknown");
  expect(await checkMail(signed, { address: "127.0.0.1", helo: "x", from }, ask)).toBeNull();
});

test("however many signatures somebody writes, five are looked at, and of a large mail the first; what is left out is no failure", async () => {
  const signed = (await mail(true)).toString();
  const [signature = ""] = /^DKIM-Signature:.*\r\n(?:[ \t].*\r\n)*/im.exec(signed) ?? [];
  const others = Array.from({ length: 60 }, (_, at) => signature.replace(/\bs=s;/, `s=s${at};`)).join("");
  const asked: string[] = [];
  const counting: AskNames = (name, type) => {
    if (name.includes("_domainkey")) asked.push(name);
    return ask(name, type);
  };
  expect(await check(Buffer.from(others + signed), "9.20.1.1", counting)).toBe("failed");
  expect(asked).toHaveLength(5);
  expect(await check(Buffer.from(signed.replace(signature, signature + others)), "9.20.1.1")).toBe(
    "verified",
  );
  const large = (await mail(true, "Where is my order?\r\n".repeat(120_000))).toString();
  expect(await check(Buffer.from(large), "9.20.1.1", counting)).toBe("verified");
  expect(asked).toHaveLength(6);
  const behind = others.slice(0, others.indexOf("DKIM-Signature", 1)) + large;
  expect(await check(Buffer.from(behind), "9.20.1.1", counting)).toBe("unknown");
  expect(await check(await mail(false, "a\r\n".repeat(600_000)), "9.20.1.1")).toBe("failed");
});

test("a head without end proves nothing of whom it names last", async () => {
  const spf: AskNames = (name, type) =>
    name === "evil.example" ? Promise.resolve([["v=spf1 ip4:9.20.1.1 -all"]]) : ask(name, type);
  const headed = (lines: number) =>
    Buffer.from(`From: eve@evil.example\r\n${"X-Note: nothing\r\n".repeat(lines)}From: ${from}\r\n\r\nHello`);
  for (const lines of [1, 5_000, 100_000]) {
    const said = await checkMail(
      headed(lines),
      { address: "9.20.1.1", helo: "x", from: "eve@evil.example" },
      spf,
    );
    expect(checkOf(from, methodsIn(said ?? ""))).toBe("unknown");
  }
  expect(checkOf(from, methodsIn("mx; dmarc=pass header.from=evil.example"))).toBe("unknown");
});

test("a domain that is written with letters of other scripts is another's", async () => {
  const head = ["From: boss@client.example", "To: support@vitosha.example", "Subject: Pay"];
  const body = "Pay them.\r\n";
  const hashed = createHash("sha256").update(body).digest("base64");
  for (const [domain, check] of [
    ["client.example", "verified"],
    ["cliént.example", "unknown"],
    ["clien\u0442.example", "unknown"],
  ] as const) {
    const signature = `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=${domain}; s=x; h=From:To:Subject; bh=${hashed}; b=`;
    const data = [...head, signature].map((line) =>
      line.replace(/^([^:]+): /, (_, name) => `${name.toLowerCase()}:`),
    );
    const proof = sign("sha256", Buffer.from(data.join("\r\n")), privateKey).toString("base64");
    const raw = Buffer.from([signature + proof, ...head, "", body].join("\r\n"));
    const everyKey: AskNames = (name) =>
      name.includes("_domainkey")
        ? Promise.resolve([[zone["s._domainkey.client.example"] ?? ""]])
        : Promise.reject(Object.assign(new Error("none"), { code: "ENOTFOUND" }));
    const said = await checkMail(raw, { address: "9.20.1.1", helo: "x", from: "eve@evil.example" }, everyKey);
    expect(checkOf("boss@client.example", methodsIn(said ?? "")), `${domain}: ${said}`).toBe(check);
    // What remains without the other letters would be somebody else's.
    expect(checkOf("boss@clint.example", methodsIn(said ?? "")), `${domain}: ${said}`).toBe("unknown");
  }
});

test("names that never answer keep no mail waiting for ever", async () => {
  const broken: AskNames = () => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
  const said = await checkMail(await mail(true), { address: "9.20.1.1", helo: "x", from }, broken);
  expect(checkOf(from, methodsIn(said ?? ""))).not.toBe("verified");
});

test("what was changed on the way is from whom it says where all who handed it on are believed, and the first saw so", async () => {
  const through = (raw: Buffer) =>
    Buffer.from(raw.toString().replace("Where is my order?", "Where is my order?\r\n-- \r\nThe list"));
  const believed =
    "mx.google.com; dkim=pass header.d=client.example; dmarc=pass (p=reject) header.from=client.example";
  const changed = through(await mail(true));
  const sealed = await sealedBy(changed, "google.com", believed);
  expect(await checkSealed(changed)).toBe("failed");
  expect(await checkSealed(sealed)).toBe("verified");
  expect(await checkSealed(Buffer.from(sealed.toString().replace("The list", "Pay here")))).toBe("failed");
  expect(await checkSealed(await sealedBy(sealed, "lists.example", believed))).toBe("failed");
  expect(await checkSealed(await sealedBy(sealed, "lists.example", believed), ["lists.example"])).toBe(
    "verified",
  );
  // Whoever is believed seals what others wrote below, and says no more than what came to them.
  const made = await sealedBy(changed, "evil.example", believed);
  expect(await checkSealed(made)).toBe("failed");
  expect(await checkSealed(await sealedBy(made, "google.com", believed))).toBe("failed");
  for (const said of [
    "mx.google.com; dmarc=fail header.from=client.example",
    "mx.google.com; dkim=pass header.d=evil.example",
  ])
    expect(await checkSealed(await sealedBy(changed, "google.com", said))).toBe("failed");
  // More hands than five are looked at by nobody.
  let handed = sealed;
  for (let hands = 1; hands < 6; hands++) handed = await sealedBy(handed, "google.com", believed);
  expect(await checkSealed(handed)).toBe("failed");
});

test("a seal that two readers read in two ways is nobody's", async () => {
  const told = "mx.google.com; dmarc=pass header.from=client.example";
  const plain = await mail(false);
  const own = (await sealedBy(plain, "evil.example", told)).toString("latin1");
  const [seal = "", ...others] = own
    .slice(0, own.length - plain.length)
    .trimEnd()
    .split(/\r\n(?![ \t])/);
  // Of the same line is asked for the key of who wrote it, where it is read without the break.
  for (const between of ["\r\n", "\r\n ", " ", "\r", "\r\n\t\r\n "]) {
    const unsigned = `ARC-Seal: i=1; a=rsa-sha256; cv=none; s=s; d=google.com; b=${between};d=evil.example`;
    const forged = Buffer.from(
      [signed(unsigned, others), ...others, plain.toString("latin1")].join("\r\n"),
      "latin1",
    );
    expect(await checkSealed(forged), JSON.stringify(between)).toBe("failed");
  }
  expect(seal).toContain("evil.example");
  // Nor may a hand stand where one of us does not see it.
  const google = await sealedBy(plain, "google.com", told);
  expect(await checkSealed(google)).toBe("verified");
  expect(await checkSealed(Buffer.concat([Buffer.from("ARC-Seal : i=2; d=evil.example\r\n"), google]))).toBe(
    "failed",
  );
  const believing = async (raw: Buffer, said: string) =>
    sealedCheck(methodsIn(said), { raw, mail: await parseMail(raw), from });
  expect(await believing(google, "mx.ours.example; dmarc=fail; arc=pass")).toBe("verified");
  expect(await believing(google, "mx.ours.example; dmarc=fail; arc=pass header.d=evil.example")).toBe(
    "failed",
  );
  for (const more of [
    "ARC-Seal : i=2; d=evil.example",
    "ARC-Seal: i=2; d=evil.example",
    "ARC-Authentication-Results: i=1; mx.google.com; dmarc=pass header.from=client.example",
    "ARC-Message-Signature: i=2; d=google.com",
    "X-Note: a\rARC-Seal: i=2; d=evil.example",
  ]) {
    const raw = Buffer.concat([Buffer.from(`${more}\r\n`), google]);
    expect(await believing(raw, "mx.ours.example; dmarc=fail; arc=pass"), more).toBe("failed");
  }
});

test("who sends in the name of others chooses what stands before the @: it is no answer of the server's", () => {
  const inside = "x; dmarc=pass header.from=client.example; y";
  for (const line of [
    `mx.google.com; spf=pass smtp.mailfrom="${inside}"@evil.example; dmarc=fail header.from=client.example`,
    `mx.google.com; spf=pass (a (b) ; dmarc=pass header.from=client.example) smtp.mailfrom=evil.example; dmarc=fail`,
    `mx.google.com; spf=pass smtp.mailfrom="a\\"${inside}"@evil.example; dmarc=fail header.from=client.example`,
    "mx.google.com; dmarc=pass header.from=client.example; dmarc=fail header.from=client.example",
  ])
    expect(checkOf(from, methodsIn(line)), line).toBe("failed");
  for (const line of [
    `mx.google.com; spf=pass smtp.mailfrom="${inside}"@evil.example`,
    "mx.google.com; dmarc=pass (never closed header.from=client.example",
    'mx.google.com; dmarc=pass header.from=client.example; spf=pass smtp.mailfrom="x',
  ])
    expect(checkOf(from, methodsIn(line)), line).toBe("unknown");
  expect(checkOf(from, methodsIn('mx.google.com; dkim=pass header.d="client.example"'))).toBe("verified");
});

test("what we checked is believed of these very bytes alone, and of what we said alone", () => {
  const settings = { secret: Buffer.alloc(32, 1) };
  const body = Buffer.from("From: elena@client.example\r\n\r\nHello");
  const head = Buffer.from("Return-Path: <elena@client.example>\r\n");
  const line = markOf(settings, "rapport; dmarc=fail", body);
  const whole = (mark: string, rest = body) => Buffer.concat([head, Buffer.from(mark), rest]);
  expect(markIn(settings, whole(line))).toBe("rapport; dmarc=fail");
  expect(markIn(settings, whole(line.replace("fail", "pass")))).toBeNull();
  expect(markIn(settings, whole(line, Buffer.from("From: eve@evil.example\r\n\r\nHello")))).toBeNull();
  expect(markIn({ secret: Buffer.alloc(32, 2) }, whole(line))).toBeNull();
  expect(markIn(settings, body)).toBeNull();
  // It stands before all that may be as long as others make it.
  const long = Buffer.concat([Buffer.from("Delivered-To: support@vitosha.example\r\n".repeat(5000)), body]);
  const first = markOf(settings, "rapport; dmarc=fail", long);
  expect(markIn(settings, Buffer.concat([Buffer.from(first), long]))).toBe("rapport; dmarc=fail");
});

test("a line of the receiving server is read as it is written, comments and all, and proves what is of the sender's own domain", () => {
  const line =
    "mx.google.com; dkim=pass header.i=@client.example header.s=s (dmarc=fail; a note); spf=softfail (google.com: x) smtp.mailfrom=x@other.example; dmarc=pass (p=REJECT) header.from=client.example";
  expect(saidBy(line)).toBe("mx.google.com");
  expect(methodsIn(line).map(({ name, result, domain }) => [name, result, domain])).toEqual([
    ["dkim", "pass", "client.example"],
    ["spf", "softfail", "other.example"],
    ["dmarc", "pass", "client.example"],
  ]);
  expect(checkOf("elena@sub.client.example", methodsIn("mx; dkim=pass header.d=client.example"))).toBe(
    "verified",
  );
  expect(checkOf(from, methodsIn("mx; dkim=pass header.d=evil.example"))).toBe("unknown");
  expect(checkOf(from, methodsIn("mx; dkim=pass header.d=example"))).toBe("unknown");
  expect(checkOf(from, methodsIn("mx; none"))).toBeNull();
});

/** As whoever hands a mail on says what they saw of it. */
async function sealedBy(raw: Buffer, signingDomain: string, authResults: string): Promise<Buffer> {
  const hands = raw.toString().match(/^ARC-Seal:/gim)?.length ?? 0;
  const seal = await sealMessage(raw, {
    signingDomain,
    selector: "s",
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    authResults,
    cv: hands > 0 ? "pass" : "none",
  });
  return Buffer.concat([seal, raw]);
}

/** A seal of the first hand that signs what stands below it, as it is read without any break. */
function signed(unsigned: string, below: readonly string[]): string {
  const relaxed = (line: string) => {
    const at = line.indexOf(":");
    return `${line.slice(0, at).toLowerCase()}:${line
      .slice(at + 1)
      .replace(/\s+/g, " ")
      .trim()}`;
  };
  const field = (name: string) => relaxed(below.find((line) => line.toLowerCase().startsWith(name)) ?? "");
  const [told, signature] = [field("arc-authentication-results"), field("arc-message-signature")];
  const data = `${told}\r\n${signature}\r\n${relaxed(unsigned)}`;
  return unsigned.replace(
    "b=",
    `b=${sign("sha256", Buffer.from(data, "latin1"), privateKey).toString("base64")}`,
  );
}

async function checkSealed(raw: Buffer, believed: readonly string[] = []) {
  const sealing: AskNames = (name, type) =>
    ask(name.replace(/^s\._domainkey\..*/, "s._domainkey.client.example"), type);
  const said = await checkMail(
    raw,
    { address: "9.20.1.1", helo: "mx.google.com", from: "list@lists.example" },
    sealing,
  );
  return sealedCheck(methodsIn(said ?? ""), { raw, mail: await parseMail(raw), from, believed });
}

async function check(raw: Buffer, address: string, names = ask) {
  return checkOf(
    from,
    methodsIn((await checkMail(raw, { address, helo: "mx.client.example", from }, names)) ?? ""),
  );
}

async function mail(signed: boolean, text = "Where is my order?"): Promise<Buffer> {
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    ...(signed && { dkim: { domainName: "client.example", keySelector: "s", privateKey: key } }),
  });
  const { message } = await transport.sendMail({
    from,
    to: "support@vitosha.example",
    subject: "Hi",
    text,
  });
  return message as Buffer;
}
