import { PeopleMet, type Correspondent } from "../people-met.ts";
import { RecordsAsRows } from "../records-as-rows.ts";
import type { FormatReader } from "../table.ts";
import { digest, type Mail, readMail } from "./mail.ts";
import { messagesIn } from "./messages.ts";

const headings = [
  "When",
  "Channel",
  "Kind",
  "Direction",
  "Contact",
  "Our colleague",
  "Subject",
  "Text",
  "Attachments",
  "Message-ID",
] as const;

/** Who may be written to at once and still be each spoken to. */
const mostRecipients = 50;

/**
 * Mails become interactions, one for each of those outside who wrote or were written to, known by the Message-ID; and their writers and
 * recipients people, where there is none yet with that address.
 */
export const mailReader: FormatReader = {
  gathers: true,
  async *read(files, desk) {
    const people = new PeopleMet(desk);
    const rows = await RecordsAsRows.open(desk.folder, headings);
    try {
      for (const { path, name } of files) {
        for await (const message of messagesIn(path, desk.allowance)) {
          const mail = await readMail(message);
          const outside = outsidersOf(mail, people);
          if (typeof outside === "string") {
            desk.leaveOut({ name: mail.subject || name, reason: outside });
            continue;
          }
          for (const one of outside) {
            people.add(one);
            await rows.add(rowOf(mail, one, people));
          }
        }
      }
      yield* people.table();
      if (rows.count > 0)
        yield {
          name: "",
          rows: rows.rows(),
          object: "interaction",
          source: { system: "mail", entity: "messages" },
        };
    } finally {
      await rows.close();
    }
  },
};

/** Whom a mail is an interaction with: its writer, or where one of us wrote it whoever it went to. Else why it is none. */
function outsidersOf(
  mail: Mail,
  people: PeopleMet,
): readonly Correspondent[] | "report" | "no_address" | "among_us" {
  if (mail.isReport) return "report";
  if (!mail.from) return "no_address";
  if (!people.isOurs(mail.from.email)) return [mail.from];
  const others = mail.to.filter(({ email }) => !people.isOurs(email));
  return others.length === 0 ? "among_us" : others.slice(0, mostRecipients);
}

function* rowOf(
  mail: Mail,
  outsider: Correspondent,
  people: PeopleMet,
): Generator<readonly [string, string]> {
  const isOut = mail.from !== null && people.isOurs(mail.from.email);
  const colleague = isOut ? mail.from : mail.to.find(({ email }) => people.isOurs(email));
  yield ["When", mail.at];
  yield ["Channel", "email"];
  yield ["Kind", "message"];
  yield ["Direction", isOut ? "out" : "in"];
  yield ["Contact", outsider.email];
  yield ["Our colleague", colleague?.email ?? ""];
  yield ["Subject", mail.subject];
  yield ["Text", mail.text];
  yield ["Attachments", mail.attachments.length > 0 ? `[${mail.attachments.slice(0, 50).join(", ")}]` : ""];
  yield ["Message-ID", receiptOf(mail.id, outsider.email)];
}

/** A mail to several is an interaction with each. */
function receiptOf(id: string, email: string): string {
  const whole = `${id} ${email}`;
  return whole.length <= 200 ? whole : digest(whole);
}
