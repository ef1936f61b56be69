import pg from "pg";

/**
 * The role to which history and seals belong. It cannot sign in; the application may add to its tables and read them, and
 * nothing else, so that neither a bug nor a hole in the application changes what was done.
 */
const keeper = "rapport_audit";

const tables = ["history", "audit_blocks"] as const;
const columnsWritten = `
  select format('grant insert (%s) on %I to %I', string_agg(quote_ident(attname), ', '), $1::text, $2::text) as sql
  from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''`;

/** Who owns what in the database at `url`, as far as the seal of the log depends on it. */
export interface Ownership {
  /** Owner of the history. */
  readonly history: string;
  /** Owner of the database, who may drop what is in it. */
  readonly database: string;
  readonly isProtected: boolean;
}

export async function ownershipIn(client: pg.Client, application: string): Promise<Ownership> {
  const { rows } = await client.query<{ history: string; blocks: string; database: string }>(`
    select pg_get_userbyid(h.relowner) as history, pg_get_userbyid(b.relowner) as blocks, pg_get_userbyid(d.datdba) as database
    from pg_class h, pg_class b, pg_database d
    where h.oid = 'public.history'::regclass and b.oid = 'public.audit_blocks'::regclass and d.datname = current_database()`);
  const { history = "", blocks = "", database = "" } = rows[0] ?? {};
  return {
    history,
    database,
    isProtected: history === keeper && blocks === keeper && database !== application,
  };
}

/**
 * Hands history and seals over, and with them the database, for whoever owns it may drop what is in it. `ownerUrl` enters
 * the application's database as a superuser, or as a role that may create roles and databases and is a member of
 * `application`. Again is the same. Answers whether there was anything to do.
 */
export async function handOver(ownerUrl: string, application: string): Promise<boolean> {
  return await inTransaction(ownerUrl, async (client) => {
    if ((await ownershipIn(client, application)).isProtected) return false;
    const [mine, theirs] = [client.escapeIdentifier(keeper), client.escapeIdentifier(application)];
    const found = await client.query("select from pg_roles where rolname = $1", [keeper]);
    if (found.rowCount === 0) await client.query(`create role ${mine} nologin`);
    // Who is no superuser can only give to a role that they are in.
    await client.query(`grant ${mine} to current_user`);
    const { rows } = await client.query<{ name: string }>("select quote_ident(current_database()) as name");
    const database = rows[0]?.name ?? "";
    await client.query(`alter database ${database} owner to current_user`);
    await client.query(`grant connect, create, temporary on database ${database} to ${theirs}`);
    await client.query(`grant usage, create on schema public to ${theirs}, ${mine}`);
    await client.query(`alter function refuse_change() owner to ${mine}`);
    for (const table of tables) {
      await client.query(`alter table ${table} owner to ${mine}`);
      await client.query(`revoke all on ${table} from ${theirs}`);
      await client.query(`grant select on ${table} to ${theirs}`);
      const { rows: granted } = await client.query<{ sql: string }>(columnsWritten, [table, application]);
      for (const grant of granted) await client.query(grant.sql);
    }
    // For backups: a dump reads where the sequence stands.
    await client.query(`grant select on sequence history_id_seq to ${theirs}`);
    return true;
  });
}

/** Gives history and seals back for as long as a migration takes that may change their structure. */
export async function handBack(ownerUrl: string, application: string): Promise<void> {
  await inTransaction(ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(relname) as name from pg_class
       where relnamespace = 'public'::regnamespace and relname = any($1) and pg_get_userbyid(relowner) = $2`,
      [tables, keeper],
    );
    const theirs = client.escapeIdentifier(application);
    for (const { name } of rows) await client.query(`alter table ${name} owner to ${theirs}`);
    if (rows.length > 0) await client.query(`alter function refuse_change() owner to ${theirs}`);
  });
}

async function inTransaction<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "rapport audit",
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    await client.query("begin");
    const answer = await run(client);
    await client.query("commit");
    return answer;
  } finally {
    await client.end();
  }
}
