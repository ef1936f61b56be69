import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workOf } from "../../../../../test/own-time.ts";
import { writerOf } from "../reading/correspondents.ts";
import { lineEnds, parseMail } from "../reading/parsing.ts";
import { bounceIn } from "./recognising.ts";

async function bounceOf(raw: string | Buffer) {
  const whole = lineEnds(Buffer.from(raw));
  const mail = await parseMail(whole);
  return { mail, whole, bounce: bounceIn(mail, whole, writerOf(mail)?.address ?? null) };
}

const report = (action: string, status: string, more = "") =>
  `From: MAILER-DAEMON@mx.example
Subject: Delivery status
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; ana@client.example
Action: ${action}
Status: ${status}
${more}
--b
Content-Type: text/rfc822-headers

Message-ID: <first@us.example>

--b--
`.replaceAll("\n", "\r\n");

test("an address that is none is hard, a full box and a delay are not, and what was delivered is no bounce", async () => {
  const told = { recipients: ["ana@client.example"], originals: ["first@us.example"] };
  expect((await bounceOf(report("failed", "5.1.1"))).bounce).toEqual({
    ...told,
    kind: "hard",
    status: "5.1.1",
  });
  expect((await bounceOf(report("failed", "5.2.2"))).bounce).toMatchObject({ ...told, kind: "soft" });
  expect((await bounceOf(report("delayed", "4.4.1"))).bounce).toMatchObject({ ...told, kind: "soft" });
  expect((await bounceOf(report("delivered", "2.0.0"))).bounce).toBeNull();
});

test("what somebody writes about a bounce is none", async () => {
  const raw =
    "From: ana@client.example\r\nSubject: Delivery\r\n\r\nMy mail to you could not be delivered: user unknown!\r\n";
  expect((await bounceOf(raw)).bounce).toBeNull();
});

test.each([
  ["line ends", "\n".repeat(200_000)],
  ["marks of what is quoted", ">".repeat(200_000)],
  ["spaces behind the name of a recipient", `Final-Recipient:${" ".repeat(200_000)}`],
  ["recipients that are none", "Final-Recipient: a\n".repeat(10_000)],
  ["brackets that open", "<".repeat(200_000)],
  ["pages of brackets that open", "<".repeat(200_000), "text/html"],
])(
  "of a mail made to take long, with no more than %s, is read what it says",
  async (_what, body, type = "text/plain") => {
    const head = `From: MAILER-DAEMON@a\nX-Failed-Recipients: b@client.example\nContent-Type: ${type}\n\n`;
    const whole = Buffer.from(`${head}${body}`.replaceAll("\n", "\r\n"));
    const mail = await parseMail(whole);
    let bounce: ReturnType<typeof bounceIn> = null;
    expect(workOf(() => void (bounce = bounceIn(mail, whole, null)))).toBeLessThan(1000);
    expect(bounce).toMatchObject({ kind: "soft" });
  },
);

test("of a mail with more lines than anybody writes the head is read", async () => {
  const raw = Buffer.from(`From: ana@client.example\nSubject: Lines\n${"\n".repeat(5_000_000)}`);
  expect(await parseMail(raw)).toMatchObject({ subject: "Lines", cut: "too_large" });
});

const folder = new URL("../../../../../../shared/data/mail/", import.meta.url).pathname;
const isThere = existsSync(folder);
if (!isThere) console.info(`The real bounces are not at ${folder}: they are not tried here.`);

test.skipIf(!isThere)(
  "of real bounces 95 in a hundred are recognised, and 85 are tied to the mail that they speak of",
  async () => {
    const count = { all: 0, recognised: 0, known: 0, tied: 0 };
    for (const part of ["bounces", "bare-cr"])
      for (const name of readdirSync(join(folder, part))) {
        const { mail, whole, bounce } = await bounceOf(readFileSync(join(folder, part, name)));
        count.all++;
        if (bounce) count.recognised++;
        const original = originalIn(whole.toString("latin1"));
        if (original === null || original === mail.messageId?.replace(/[<>]/g, "")) continue;
        count.known++;
        if (bounce?.originals.includes(original)) count.tied++;
      }
    expect(count.all).toBeGreaterThan(330);
    expect(count.known).toBeGreaterThan(250);
    expect(count.recognised / count.all).toBeGreaterThan(0.95);
    expect(count.tied / count.known).toBeGreaterThan(0.85);
  },
);

/** The id that stands in a head within the mail. */
function originalIn(text: string): string | null {
  const rest = text.slice(text.search(/\r?\n\r?\n/));
  return /^[ \t>]*message-id:\s*<([^>\s]+)>/im.exec(rest)?.[1] ?? null;
}
