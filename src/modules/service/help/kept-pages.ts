import { sql } from "kysely";
import type { Database, ProtocolAnswer, Runtime } from "#records";

interface Stand {
  readonly isOn: boolean;
  /** Another as soon as anything changes that the pages tell of articles. */
  readonly stand: string;
}

/** Whether there are pages, and what they stand on. */
export async function standOfHelp(database: Database): Promise<Stand> {
  const { rows } = await sql<Stand>`
    select coalesce((settings -> 'service' ->> 'help')::boolean, false) as "isOn", concat_ws(' ',
      (select max(updated_at) || ' ' || count(*) from articles), (select max(updated_at) || ' ' || count(*) from article_categories),
      (select max(id::text) from article_versions)) as stand
    from organisation`.execute(database);
  return rows[0] ?? { isOn: false, stand: "" };
}

const most = 500;
const keptFor = 30_000;

interface Kept {
  readonly answer: ProtocolAnswer;
  readonly until: number;
}

const pages = new WeakMap<Runtime, Map<string, Kept>>();

/** A page as it was made a moment ago, or made now: strangers who read a lot ask the database for little. */
export async function keptPage(
  runtime: Runtime,
  key: string,
  make: () => ProtocolAnswer | Promise<ProtocolAnswer>,
): Promise<ProtocolAnswer> {
  const kept = pages.get(runtime) ?? new Map<string, Kept>();
  pages.set(runtime, kept);
  const known = kept.get(key);
  if (known && known.until > Date.now()) return known.answer;
  const answer = await make();
  kept.delete(key);
  const [oldest] = kept.keys();
  if (kept.size >= most && oldest !== undefined) kept.delete(oldest);
  if (answer.status === 200) kept.set(key, { answer, until: Date.now() + keptFor });
  return answer;
}
