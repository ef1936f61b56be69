import type pg from "pg";

/** A statement as the product sends it to PostgreSQL. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Writes down what goes to the database through a pool, while somebody asks. */
export function overhear(pool: pg.Pool): (ask: () => Promise<unknown>) => Promise<readonly Statement[]> {
  let heard: Statement[] = [];
  pool.on("acquire", (client) => {
    const query = client.query.bind(client) as (...words: unknown[]) => unknown;
    Object.assign(client, {
      query: (...words: unknown[]) => {
        heard.push(statementOf(words));
        return query(...words);
      },
    });
  });
  pool.on("release", (_error, client) => delete (client as Partial<pg.PoolClient>).query);
  return async (ask) => {
    heard = [];
    await ask();
    return [...heard];
  };
}

function statementOf([first, second]: readonly unknown[]): Statement {
  if (typeof first === "string") return { text: first, values: (second ?? []) as unknown[] };
  const { text, values } = first as pg.QueryConfig;
  return { text, values: values ?? [] };
}
