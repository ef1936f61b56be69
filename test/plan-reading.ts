import pg from "pg";
import type { Statement } from "../bench/overhearing.ts";

/** A node of a plan as PostgreSQL tells it. */
interface Node {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Cond"?: string;
  readonly Filter?: string;
  readonly "Presorted Key"?: readonly string[];
  readonly Plans?: readonly Node[];
}

/**
 * What a plan may do where it must do without the rest: find rows by an index alone, in whatever order, or walk an index
 * in the order asked for, until there are enough. On tables of few rows, too, it then shows which indexes there are.
 */
export type Way = "finding" | "walking";

const without: Readonly<Record<Way, readonly string[]>> = {
  finding: ["seqscan", "indexscan", "indexonlyscan"],
  walking: ["seqscan", "bitmapscan", "sort"],
};

// What PostgreSQL remembers of a table is how many rows stand on a page (the first page of an index holds none), and of a
// column how many values there are: ten rows to a link, two kinds of a party.
const aMillion = `
  update pg_class set reltuples = 1e6, relpages = case relkind when 'i' then 2 else 1 end
    where relkind in ('r', 'i') and relnamespace = 'public'::regnamespace;
  select pg_restore_attribute_stats('schemaname', 'public', 'relname', c.relname::text, 'attname', a.attname::text, 'inherited', false,
    'null_frac', 0::real, 'avg_width', 16, 'n_distinct', (case a.attname when 'kind' then 2 else -0.1 end)::real)
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    and (a.atttypid = 'uuid'::regtype and a.attname <> 'id' or c.relname = 'parties' and a.attname = 'kind')`;

export interface Planner {
  /** The tables, of those that `grow`, of which the statement reads all rows when it goes this way. */
  scanned(statement: Statement, way: Way): Promise<readonly string[]>;
  /** The plan without its values: what it does with what, from the top. */
  shape(statement: Statement, way: Way): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Asks the database at `url`, entered as the one who runs the server, how it would answer had it a million rows of all. */
export async function openPlanner(url: string, grows: (table: string) => boolean): Promise<Planner> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(aMillion);
  const planOf = async ({ text, values }: Statement, way: Way): Promise<Node> => {
    await client.query(`begin; ${without[way].map((one) => `set local enable_${one} = off`).join("; ")}`);
    const { rows } = await client.query(`explain (format json) ${text}`, [...values]);
    await client.query("rollback");
    return rows[0]["QUERY PLAN"][0].Plan;
  };
  return {
    scanned: async (statement, way) => scannedIn(await planOf(statement, way), false, grows),
    shape: async (statement, way) => shapeOf(await planOf(statement, way)),
    close: () => client.end(),
  };
}

/** Nodes that ask for no more rows than are asked of them. */
const passing = new Set(["Nested Loop", "Subquery Scan", "Append", "Merge Append", "WindowAgg", "Result"]);

function scannedIn(node: Node, isCut: boolean, grows: (table: string) => boolean): string[] {
  const type = node["Node Type"];
  const table = node["Relation Name"];
  // What writes to a table reads what stands below it.
  if (table !== undefined && type !== "ModifyTable")
    return grows(table) && !isByIndex(node) && !(isCut && isWalk(node)) ? [table] : [];
  const isCutBelow = type === "Limit" || (isCut && (passing.has(type) || isOrderedByFew(node)));
  return (node.Plans ?? []).flatMap((one) => scannedIn(one, isCutBelow, grows));
}

// Those that are alike in what the index puts in order are few, unless they are of one kind: they are read, and put in order by the rest.
function isOrderedByFew(node: Node): boolean {
  return (
    node["Node Type"] === "Incremental Sort" && !node["Presorted Key"]?.every((key) => key.endsWith(".kind"))
  );
}

// In no order, all but what lies in the recycle bin comes as soon as it is asked for: so the number of rows is counted.
function isWalk(node: Node): boolean {
  return node["Node Type"].startsWith("Index") || (node.Filter ?? inUse) === inUse;
}

const inUse = "(archived_at IS NULL)";

// What tells the faces of a table apart finds nothing: nearly all parties may be people.
const face = /^\(kind = '\w+'::text\)$/;

function isByIndex(node: Node): boolean {
  const condition = node["Index Cond"];
  if (condition !== undefined && !face.test(condition)) return true;
  return (node.Plans ?? []).some(isByIndex);
}

function shapeOf(node: Node): string[] {
  const condition = node["Index Cond"]?.replaceAll(/'[^']*'/g, "?");
  return [
    [node["Node Type"], node["Relation Name"], condition].filter(Boolean).join(" "),
    ...(node.Plans ?? []).flatMap(shapeOf),
  ];
}
