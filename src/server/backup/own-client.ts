import pg from "pg";

/** A connection for long work, on which all texts of values are the same wherever it is opened. */
export async function withOwnClient<T>(url: string, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "rapport backup",
    connectionTimeoutMillis: 10_000,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" "),
  });
  // What breaks fails the query that is on it.
  client.on("error", () => {});
  await client.connect();
  try {
    const answer = await run(client);
    await client.end();
    return answer;
  } catch (error) {
    // A copy may be in the midst, behind which a word of leave would wait for ever.
    (client as unknown as { connection: pg.Connection }).connection.stream.destroy();
    throw error;
  }
}

const settings = {
  statement_timeout: 0,
  idle_in_transaction_session_timeout: 0,
  client_encoding: "UTF8",
  datestyle: "ISO",
  intervalstyle: "postgres",
  timezone: "UTC",
  extra_float_digits: 3,
  bytea_output: "hex",
  search_path: "public",
  // Rows in the order in which they lie, from the first, so that what is restored in that order reads alike.
  synchronize_seqscans: "off",
  // Rather an error than rows left out.
  row_security: "off",
  // A function may speak of a table that comes after it.
  check_function_bodies: "off",
} as const;
