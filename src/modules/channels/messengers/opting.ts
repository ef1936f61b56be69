import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { normalised } from "#customers";
import { byRule, type Database, update, type Work } from "#records";

// What carriers heed (CTIA, Twilio), and the same in the languages of our customers. HELP is answered by a person.
const out: ReadonlySet<string> = new Set([
  "STOP",
  "STOPALL",
  "STOPP",
  // What the button of Meta says under texts for marketing.
  "STOPPROMOTIONS",
  "DETENERPROMOCIONES",
  "UNSUBSCRIBE",
  "CANCEL",
  "END",
  "QUIT",
  "СТОП",
  "СПРИ",
  "ОТПИСАТЬСЯ",
  "ALTO",
  "BAJA",
]);
const back: ReadonlySet<string> = new Set(["START", "UNSTOP", "СТАРТ", "ALTA"]);

/** Kinds of contact points that are a number. */
export const numbered = ["phone", "whatsapp"];

/** Whether a short message, all of it, says that they want no more, or again. */
export function optingIn(text: string): "out" | "back" | null {
  const word = text.replace(/[^\p{L}]/gu, "").toUpperCase();
  if (out.has(word)) return "out";
  return back.has(word) ? "back" : null;
}

/** Keeps what a short message says of being written to, on the number and on every contact point that it is, in the unit that takes it in. */
export async function noteOpting(work: Work, { message }: { readonly message: string }): Promise<void> {
  const { rows } = await sql<{ body: string | null; sender: string | null }>`
    select body, sender from messages where id = ${message}`.execute(work.db);
  const opting = optingIn(rows[0]?.body ?? "");
  const sender = rows[0]?.sender ?? "";
  // As Meta calls some of Mexico nobody can be dialled.
  const number = normalised("phone", sender, work.country) ?? (/^\+\d{8,15}$/.test(sender) ? sender : null);
  if (!opting || number === null) return;
  const numbers = spellingsOf(number);
  if (opting === "out")
    await sql`insert into opted_out_numbers (number) values (${number}) on conflict do nothing`.execute(
      work.db,
    );
  else await sql`delete from opted_out_numbers where number = any(${numbers}::text[])`.execute(work.db);
  const points = await sql<{ id: string }>`
    select id from contact_points where kind = any(${numbered}::text[]) and normalised = any(${numbers}::text[]) and archived_at is null
      and (opted_out_at is null) = ${opting === "out"} order by id`.execute(work.db);
  const opted_out_at = opting === "out" ? work.now.toISOString() : null;
  for (const { id } of points.rows)
    await update(byRule(work), "contact_point", id, { opted_out_at }, { governed: true });
}

/** Throws `opted_out` where they asked to be written to no more. */
export async function assertMayWrite(work: Work, contact: string | null): Promise<void> {
  const number = contact && normalised("phone", contact, work.country);
  if (number && (await isOptedOut(work.db, number))) throw new AppError("opted_out");
}

/** The same for what was written before they asked, as it goes out. `number` as it can be dialled from everywhere. */
export async function isOptedOut(
  db: Work["db"] | Database,
  number: string,
  kinds: readonly string[] = ["phone"],
): Promise<boolean> {
  const numbers = spellingsOf(number);
  const { rows } = await sql`
    select 1 from opted_out_numbers where number = any(${numbers}::text[])
    union all
    select 1 from contact_points where kind = any(${[...kinds]}::text[]) and normalised = any(${numbers}::text[])
      and archived_at is null and opted_out_at is not null limit 1`.execute(db);
  return rows.length > 0;
}

/** Mobile numbers of Brazil, Mexico and Argentina with and without the digit that Meta leaves out, or puts in. */
const spelled: readonly (readonly [RegExp, between: string])[] = [
  [/^(\+55\d{2})9(\d{8})$/, ""],
  [/^(\+55\d{2})([6-9]\d{7})$/, "9"],
  [/^(\+52)1(\d{10})$/, ""],
  [/^(\+52)(\d{10})$/, "1"],
  [/^(\+54)9(\d{10})$/, ""],
  [/^(\+54)(\d{10})$/, "9"],
];

/** A number as it is dialled, and as a service calls whoever has it. */
function spellingsOf(number: string): string[] {
  return [
    number,
    ...spelled.flatMap(([pattern, between]) => {
      const [, before, after] = pattern.exec(number) ?? [];
      return before === undefined ? [] : [`${before}${between}${after}`];
    }),
  ];
}
