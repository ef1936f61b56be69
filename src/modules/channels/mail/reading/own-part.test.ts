import { expect, test } from "vitest";
import { workOf } from "../../../../../test/own-time.ts";
import { ownLengthOf } from "./own-part.ts";
import { takeOutUuencoded } from "./uuencode.ts";

const own = (text: string): string => text.slice(0, ownLengthOf(text));

test.each([
  ["On Tue, 3 Mar 2026 at 10:00, Ana Ruiz <ana@client.example> wrote:\n> When does it come?"],
  ["On Tuesday, 3 March 2026, Ana Ruiz\n<ana@client.example> wrote:\n\n> When does it come?"],
  ["El mar, 3 mar 2026 a las 10:00, Ana Ruiz (<ana@client.example>) escribió:\n> ¿Cuándo llega?"],
  ["вт, 3 мар. 2026 г. в 10:00, Иван Петров <ivan@client.example>:\n> Когда придёт?"],
  ["3 марта 2026 г., 10:00, Иван написал:\n> Когда придёт?"],
  ["На вт, 3.03.2026 г. в 10:00 Мария Иванова <maria@client.example> написа:\n> Кога пристига?"],
  ["-----Original Message-----\nFrom: Ana Ruiz\nSent: Tuesday\nTo: Support\n\nWhen?"],
  [
    "From: Ana Ruiz <ana@client.example>\nSent: Tuesday, 3 March 2026 10:00\nTo: Support\nSubject: Order\n\nWhen?",
  ],
  ["От: Иван Петров\nОтправлено: 3 марта 2026\nКому: Поддержка\nТема: Заказ\n\nКогда?"],
  ["От: Мария\nИзпратено: 3 март 2026\nДо: Поддръжка\nОтносно: Поръчка\n\nКога?"],
  ["________________________________\nDe: Ana\nEnviado: martes\nPara: Soporte"],
  ["> When does it come?\n> Ana"],
  ["-- \nMaria Ivanova\nVitosha Ltd."],
  ["Sent from my iPhone"],
  ["Отправлено с iPhone"],
  ["Enviado desde mi iPhone"],
])("what follows an answer is not its own: %s", (rest) => {
  expect(own(`It comes on Friday.\n\n${rest}\n`)).toBe("It comes on Friday.");
});

test.each([
  ["It comes on Friday.\n\nThe second part follows on Monday."],
  ["> When does it come?\n\nOn Friday.\n\n> And the other one?\n\nOn Monday."],
  [
    "---------- Forwarded message ---------\nFrom: Ana <ana@client.example>\nDate: Tuesday\nSubject: Order\n\nWhen?",
  ],
  ["On Friday I wrote to you about this, and on Monday again."],
  ["From: now on we deliver on Fridays."],
])("nothing is hidden of what is its own: %s", (text) => {
  expect(ownLengthOf(text)).toBeUndefined();
});

test.each([
  ["signs of an address", `aaaa<${"@".repeat(200_000)}`],
  ["spaces behind an address", `aaaa<a@b>${" ".repeat(200_000)}x`],
  ["many lines of addresses", `aaaa<${"@".repeat(590)}\n`.repeat(330)],
  ["many lines of spaces", `a${" ".repeat(590)}b\n`.repeat(330)],
  ["what is quoted and answered in turn", `${`>\n${"_".repeat(36)}\n`.repeat(5000)}x`],
])("a text made to take long, with %s, is read at once", (_what, text) => {
  expect(workOf(() => void ownLengthOf(text))).toBeLessThan(1000);
});

test("files in the old way of Unix are found, however many begin and do not end", () => {
  const file = "begin 644 note.txt\n#0V%T\n`\nend\n";
  const { text, files } = takeOutUuencoded(`See\n${file}and\n${file}`);
  expect([text, files.map(({ content }) => content.toString())]).toEqual(["See\n\nand", ["Cat", "Cat"]]);
  const endless = `${"begin 644 a\n".repeat(200_000)}\nendx`;
  expect(workOf(() => expect(takeOutUuencoded(endless).files).toEqual([]))).toBeLessThan(1000);
});
