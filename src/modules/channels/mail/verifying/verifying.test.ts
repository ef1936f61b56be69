import { generateKeyPairSync } from "node:crypto";
import { createTransport } from "nodemailer";
import { expect, test } from "vitest";
import type { AskNames } from "#platform";
import { checkMail } from "./checking.ts";
import { markIn, markOf } from "./mark.ts";
import { checkOf, methodsIn, saidBy } from "./methods.ts";

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

test("names that never answer keep no mail waiting for ever", async () => {
  const broken: AskNames = () => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" }));
  const said = await checkMail(await mail(true), { address: "9.20.1.1", helo: "x", from }, broken);
  expect(checkOf(from, methodsIn(said ?? ""))).not.toBe("verified");
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

async function check(raw: Buffer, address: string) {
  return checkOf(
    from,
    methodsIn((await checkMail(raw, { address, helo: "mx.client.example", from }, ask)) ?? ""),
  );
}

async function mail(signed: boolean): Promise<Buffer> {
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
    text: "Where is my order?",
  });
  return message as Buffer;
}
