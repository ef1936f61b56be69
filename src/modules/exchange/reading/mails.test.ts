import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { AppError } from "#kernel/error";
import { readFileOf } from "../testing/reading-desk.ts";
import { cellsByHeading } from "../testing/table-cells.ts";
import { zipOf } from "../testing/zip.ts";
import { textOfHtml } from "#channels";
import { readMail } from "./mail/mail.ts";

const ours = ["maria@us.example", "ivan@us.example"];

const mail = (lines: Readonly<Record<string, string>>, body = "Hello"): string =>
  `${Object.entries(lines)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\r\n")}\r\n\r\n${body}\r\n`;

const received = {
  From: '"Elena Petrova" <Elena@Client.example>',
  To: "Maria <maria@us.example>, other@elsewhere.example",
  Date: "Tue, 1 Sep 2020 12:30:00 +0300",
  Subject: "=?utf-8?B?0J7RhNC10YDRgtCw?=",
  "Message-ID": "<1@client.example>",
};

test("a mail that came is an interaction with its writer", async () => {
  const { parts, left } = await readFileOf("one.eml", mail(received), { ours });
  expect(parts.map(({ object, source }) => [object, source])).toEqual([
    ["person", { system: "mail", entity: "correspondents" }],
    ["interaction", { system: "mail", entity: "messages" }],
  ]);
  expect(parts.map(({ text }) => cellsByHeading(text))).toEqual([
    [{ Correspondent: "Elena Petrova", "E-mail": "elena@client.example" }],
    [
      {
        When: "2020-09-01T09:30:00.000Z",
        Channel: "email",
        Kind: "message",
        Direction: "in",
        Contact: "elena@client.example",
        "Our colleague": "maria@us.example",
        Subject: "Оферта",
        Text: "Hello",
        "Message-ID": "<1@client.example> elena@client.example",
      },
    ],
  ]);
  expect(left).toEqual([]);
});

test("a mail that one of us wrote is an interaction with each who got it; among us it is none", async () => {
  const box = await zipOf({
    "out.eml": mail({
      From: "ivan@us.example",
      To: "Team: elena@client.example, maria@us.example;",
      Cc: "Georgi <g@client.example>",
      Date: "Wed, 2 Sep 2020 10:00:00 +0000",
      Subject: "Offer",
      "Message-ID": "<2@us.example>",
    }),
    "among-us.eml": mail({ From: "ivan@us.example", To: "maria@us.example", Subject: "Lunch" }),
    "report.eml": mail({
      From: "Mail Delivery System <MAILER-DAEMON@mx.example>",
      To: "maria@us.example",
      Subject: "Undelivered",
    }),
    "nobody.eml": mail({ To: "maria@us.example", Subject: "Nameless" }),
  });
  const { parts, left } = await readFileOf("box.zip", box, { ours });
  const [, mails] = parts.map(({ text }) => cellsByHeading(text));
  expect(
    mails?.map((cells) => [cells.Direction, cells.Contact, cells["Our colleague"], cells["Message-ID"]]),
  ).toEqual([
    ["out", "elena@client.example", "ivan@us.example", "<2@us.example> elena@client.example"],
    ["out", "g@client.example", "ivan@us.example", "<2@us.example> g@client.example"],
  ]);
  expect(left).toEqual([
    { name: "Lunch", reason: "among_us" },
    { name: "Undelivered", reason: "report" },
    { name: "Nameless", reason: "no_address" },
  ]);
});

test("a mailbox is cut where its messages begin, and nowhere else", async () => {
  const box = [
    "From elena@client.example Tue Sep  1 09:30:00 2020",
    mail(
      { ...received, Date: "nonsense" },
      "From here on\r\n\r\n>From the beginning\r\nFrom now on we pay.",
    ).replaceAll("\r\n", "\n"),
    "From - Wed Sep  2 09:30:00 2020",
    mail({ ...received, "Message-ID": "<3@client.example>" }, "Second").replaceAll("\r\n", "\n"),
  ].join("\n");
  const { parts } = await readFileOf("Inbox", box, { ours });
  const mails = cellsByHeading(parts[1]?.text ?? "");
  expect(mails.map(({ When, Text }) => [When?.slice(0, 10), Text])).toEqual([
    ["2020-09-01", "From here on\n\nFrom the beginning\nFrom now on we pay."],
    ["2020-09-01", "Second"],
  ]);
});

test.each([
  ["ended by a carriage return alone", Buffer.from(mail(received).replaceAll("\r\n", "\r"))],
  ["with a mark of its bytes", Buffer.from(`\uFEFF${mail(received)}`)],
  [
    "in windows-1251 throughout",
    Buffer.concat([
      Buffer.from(mail({ ...received, "Content-Type": "text/plain; charset=windows-1251" }, "").slice(0, -2)),
      iconv.encode("Здравейте", "windows-1251"),
    ]),
  ],
  ["with a character zero in it", Buffer.from(mail(received, "a\0b"))],
  [
    "of a thousand parts in each other",
    Buffer.from(
      mail(
        { ...received, "Content-Type": "multipart/mixed; boundary=b0" },
        Array.from(
          { length: 1000 },
          (_, at) => `--b${at}\r\nContent-Type: multipart/mixed; boundary=b${at + 1}\r\n`,
        ).join("\r\n"),
      ),
    ),
  ],
  ["of forty megabytes", Buffer.from(mail(received, "x".repeat(79).concat("\r\n").repeat(500_000)))],
])("a mail %s is read", async (_what, bytes) => {
  const { parts } = await readFileOf("odd.eml", bytes, { ours });
  const [read] = cellsByHeading(parts[1]?.text ?? "");
  expect(read).toMatchObject({ Contact: "elena@client.example", Subject: "Оферта" });
  expect(read?.Text ?? "").not.toMatch(/\0/);
});

test("of a page is kept what people see of it", () => {
  expect(
    textOfHtml(
      `<html><head><title>no</title><style>p{}</style></head><body><p>Hello&nbsp;&lt;Ana&gt;</p><script>alert(1)</script><div>one<br>two</div><img src=x onerror=alert(1)><a href="javascript:alert(1)">link</a><!-- no --><table><tr><td>a</td><td>b</td></tr></table></body>`,
    ),
  ).toBe("Hello <Ana>\n\none\ntwo\nlink\n\na b");
});

const folder = new URL("../../../../../shared/data/mail/", import.meta.url).pathname;
const isThere = existsSync(folder);
if (!isThere) console.info(`The real mails are not at ${folder}: their reading is not tested here.`);

test.skipIf(!isThere)(
  "real mails, however broken, are read or told what they are",
  { timeout: 120_000 },
  async () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (one) => one.isFile() && one.name.endsWith(".eml"),
    );
    let read = 0;
    let reports = 0;
    for (const { parentPath, name } of files) {
      try {
        const { parts } = await readFileOf(name, readFileSync(join(parentPath, name)));
        if (parts.some(({ object }) => object === "interaction")) read++;
      } catch (error) {
        expect(error, name).toBeInstanceOf(AppError);
        reports++;
      }
    }
    console.info(
      `${files.length} real mails: ${read} are interactions, ${reports} reports of delivery or of nobody.`,
    );
    expect(files.length).toBeGreaterThan(500);
    expect(read).toBeGreaterThan(175);
  },
);

test.each([
  ["a page of spaces and lines", `<p>${"<td> ".repeat(80_000)}x\n`],
  ["a page of tags that are never closed", `${"<b>".repeat(80_000)}${"</i>".repeat(60_000)}`],
])("%s is read at once, and not beyond its limit", (_what, page) => {
  expect(textOfHtml(`<p>Hello</p>${page.repeat(10)}`)).toMatch(/^Hello/);
});

test("lines, dates and addresses of megabytes are none, and the mail is read", async () => {
  const long = `${"(".repeat(1_000_000)}1:1`;
  const headers = { ...received, Date: long, Received: `by mx; ${long}`, Cc: `${".a".repeat(500_000)}@x` };
  const box = `From elena@client.example Tue Sep  1 09:30:00 2020\n${mail(headers)}\nFrom ${"12:34".repeat(400_000)}\n`;
  const { parts } = await readFileOf("Inbox", box.replaceAll("\r\n", "\n"), { ours });
  const [read, ...others] = cellsByHeading(parts[1]?.text ?? "");
  expect(read).toMatchObject({ When: expect.stringMatching(/^2020-09-01/), Contact: "elena@client.example" });
  expect(others).toEqual([]);
});

test("of a mail to thousands the first thousand are kept", async () => {
  const to = Array.from({ length: 20_000 }, (_, at) => `a${at}@client.example`).join(", ");
  const read = await readMail({ text: mail({ ...received, To: to }), cameAt: "" });
  expect(read.to).toHaveLength(1000);
});
