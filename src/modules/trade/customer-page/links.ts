import { sql } from "kysely";
import { AppError } from "#kernel/error";
import { hashOf, isToken, newToken } from "#platform";
import { note, type RuntimeSettings, type Work } from "#records";
import { assertState, takeToChange } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";

const answerable = ["sent", "accepted", "declined", "expired"];

/** Makes a link to a quote that went out; those before are void. It is told this once, for only its hash is kept. */
export async function makeLink(work: Work, settings: RuntimeSettings, id: string): Promise<string> {
  const quote = await takeToChange(work, quoteKind, id, "quotes:send");
  assertState(quote, answerable);
  await voidLinks(work, id);
  await note(work, { kind: "quote_link_made", object: "quote", record: id });
  return (await newLink(work, settings, id)).link;
}

/** Revokes all links of a quote. */
export async function revokeLinks(work: Work, id: string): Promise<void> {
  await takeToChange(work, quoteKind, id, "quotes:send");
  await voidLinks(work, id);
  await note(work, { kind: "quote_link_revoked", object: "quote", record: id });
}

/** One more link, beside those that are there: for a letter, which may be sent again. */
export async function newLink(
  work: Work,
  { baseUrl }: RuntimeSettings,
  quote: string,
): Promise<{ readonly id: string; readonly link: string }> {
  const token = newToken();
  const { id } = await work.db
    .insertInto("quote_links")
    .values({ quote_id: quote, token_hash: hashOf(token), created_by: work.actor.userId })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id, link: `${baseUrl}/q/${token}` };
}

/** What a link leads to. */
export interface Behind {
  readonly quote: string;
  /** Who made the link, or sent the letter with it. */
  readonly linkBy: string | null;
}

/** The quote behind a link. Throws `quote_link_gone` for one that is guessed, revoked or of a quote that lies in the bin. */
export async function quoteBehind(work: Work, token: string): Promise<Behind> {
  if (!isToken(token)) throw new AppError("quote_link_gone");
  const { rows } = await sql<Behind & { state: string }>`
    select q.id as quote, q.state, coalesce(l.created_by, m.created_by) as "linkBy"
    from quote_links l join quotes q on q.id = l.quote_id left join quote_mailings m on m.link_id = l.id
    where l.token_hash = ${hashOf(token)} and l.revoked_at is null and q.archived_at is null`.execute(
    work.db,
  );
  const [behind] = rows;
  if (behind?.state === "withdrawn") throw new AppError("quote_withdrawn");
  if (behind?.state === "replaced") throw new AppError("quote_replaced");
  if (!behind || !answerable.includes(behind.state)) throw new AppError("quote_link_gone");
  return behind;
}

async function voidLinks(work: Work, quote: string): Promise<void> {
  await work.db
    .updateTable("quote_links")
    .set({ revoked_at: work.now })
    .where("quote_id", "=", quote)
    .where("revoked_at", "is", null)
    .execute();
}
