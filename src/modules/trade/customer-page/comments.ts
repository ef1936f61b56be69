import { AppError } from "#kernel/error";
import { notify } from "#platform";
import type { Work } from "#records";
import { type QuoteComment, seenText } from "../contract/quote-links.ts";
import { takeInHand, takeToChange } from "../documents/document-in-hand.ts";
import { quoteKind } from "../documents/kinds.ts";
import { commentQuote } from "../quotes/commenting.ts";
import { quoteRow } from "./quote-row.ts";
import type { Visitor } from "./visits.ts";

const mostComments = 200;

export async function commentsOn(work: Work, quote: string): Promise<QuoteComment[]> {
  const rows = await work.db
    .selectFrom("quote_comments")
    .select(["id", "name", "body", "user_id", "created_at"])
    .where("quote_id", "=", quote)
    .orderBy("created_at")
    .orderBy("id")
    .limit(mostComments)
    .execute();
  return rows.map(({ user_id, created_at, ...rest }) => ({
    ...rest,
    at: created_at.toISOString(),
    ours: user_id !== null,
  }));
}

/** What the customer says on the page: on the timeline, and its seller is told. Throws `quote_discussion_full`. */
export async function commentAsCustomer(
  work: Work,
  quote: string,
  { name, body, address }: { readonly name: string; readonly body: string } & Pick<Visitor, "address">,
): Promise<QuoteComment> {
  // In hand before anything is written that points to it: two comments at once wait for each other instead of dying together.
  await takeInHand(work, quoteKind, quote);
  const comment = await keep(work, { quote_id: quote, name: seenText(name), body: seenText(body), address });
  await commentQuote(work, quote, { comment: `${comment.name}: ${comment.body}` });
  const { owner, number } = await quoteRow(work, quote);
  if (owner)
    await notify(work, [owner], "quote_commented", {
      object: "quote",
      id: quote,
      params: { title: number, by: comment.name },
    });
  return comment;
}

/** An answer of the seller's people. */
export async function commentAsSeller(work: Work, quote: string, body: string): Promise<QuoteComment> {
  await takeToChange(work, quoteKind, quote, "quotes:send");
  const user = await work.db
    .selectFrom("users")
    .select("name")
    .where("id", "=", work.actor.userId ?? "")
    .executeTakeFirst();
  return keep(work, {
    quote_id: quote,
    user_id: work.actor.userId,
    name: user?.name ?? "–",
    body: seenText(body),
  });
}

interface NewComment {
  readonly quote_id: string;
  readonly user_id?: string | null;
  readonly name: string;
  readonly body: string;
  readonly address?: string;
}

async function keep(work: Work, values: NewComment): Promise<QuoteComment> {
  if (values.body === "" || values.name === "") throw new AppError("field_required", { field: "body" });
  const { count } = await work.db
    .selectFrom("quote_comments")
    .select((from) => from.fn.countAll<string>().as("count"))
    .where("quote_id", "=", values.quote_id)
    .executeTakeFirstOrThrow();
  if (Number(count) >= mostComments) throw new AppError("quote_discussion_full");
  const { id } = await work.db
    .insertInto("quote_comments")
    .values({ ...values, created_at: work.now })
    .returning("id")
    .executeTakeFirstOrThrow();
  const { name, body } = values;
  return { id, name, body, at: work.now.toISOString(), ours: Boolean(values.user_id) };
}
