import { z } from "zod";
import { newId } from "#kernel/id";
import { childNamed, type Element } from "#platform";
import type { Runtime } from "#records";
import { cursorOf, keepCursor } from "../connections/cursor.ts";
import { spaces, words, xml } from "./element.ts";
import type { Session } from "./session.ts";

const page = 50;

/** How far our archive at the server (XEP-0313) was read: the last id, and when we began, for what was there before is none of ours. */
const place = z.object({ last: z.string().nullable(), since: z.iso.datetime() });
type Place = z.infer<typeof place>;

/** From where on it is to be read; the first time, from now. */
export async function placeInArchive({ database }: Runtime, account: string): Promise<Place> {
  const kept = await cursorOf(database, account, place);
  if (kept) return kept;
  const first = { last: null, since: new Date().toISOString() };
  await keepCursor(database, account, first);
  return first;
}

/** What the server says of one message that it kept. */
export interface Archived {
  readonly id: string;
  readonly stamp: string | undefined;
  readonly message: Element;
}

/** A message out of the archive, where it is one and ours; whoever else sends such a thing is not believed. */
export function archivedIn(stanza: Element, own: string): Archived | null {
  const { from } = stanza.attributes;
  const result = childNamed(stanza, `{${spaces.archive}}result`);
  if (!result || (from !== undefined && from.toLowerCase() !== own)) return null;
  const forwarded = childNamed(result, `{${spaces.forward}}forwarded`);
  const message = childNamed(forwarded, `{${spaces.client}}message`);
  const { id } = result.attributes;
  if (!message || !id) return null;
  return { id, message, stamp: childNamed(forwarded, `{${spaces.delay}}delay`)?.attributes["stamp"] };
}

/**
 * Has the server tell what came since `from`, page by page; each page is told after what it holds has passed through the session.
 * Answers whether it keeps an archive.
 */
export async function readOn(
  session: Session,
  from: Place,
  reached: (last: string) => Promise<void>,
): Promise<boolean> {
  for (let after = from.last; ; ) {
    const answer = await session.ask("set", question(from, after));
    if (answer.attributes["type"] === "error") {
      // The server has forgotten where we were: all since we began is told again, and what is here is not taken twice.
      if (
        after !== null &&
        childNamed(childNamed(answer, `{${spaces.client}}error`), `{${spaces.stanzas}}item-not-found`)
      ) {
        after = null;
        continue;
      }
      return false;
    }
    const fin = childNamed(answer, `{${spaces.archive}}fin`);
    const last = childNamed(childNamed(fin, `{${spaces.pages}}set`), `{${spaces.pages}}last`)?.text;
    if (last) await reached((after = last));
    if (!last || fin?.attributes["complete"] === "true") return true;
  }
}

function question({ since }: Place, after: string | null): string {
  const field = (name: string, value: string, type?: string): string =>
    xml("field", { var: name, type }, [xml("value", {}, [words(value)])]);
  const form = xml("x", { xmlns: spaces.forms, type: "submit" }, [
    field("FORM_TYPE", spaces.archive, "hidden"),
    ...(after === null ? [field("start", since)] : []),
  ]);
  const set = xml("set", { xmlns: spaces.pages }, [
    xml("max", {}, [String(page)]),
    ...(after === null ? [] : [xml("after", {}, [words(after)])]),
  ]);
  return xml("query", { xmlns: spaces.archive, queryid: newId() }, [form, set]);
}
