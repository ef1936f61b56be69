import { sql } from "kysely";
import { inject } from "vitest";
import { databaseUrl, execute } from "./database-server.ts";
import type { FrontDoor } from "./front-door.ts";

/**
 * Counts from now on the statements that write into a database, those that are taken back included, so that who wants to know
 * whether anything has changed need not look at everything: answers how to read the count.
 */
export async function countWrites(
  house: FrontDoor,
  except: ReadonlySet<string>,
): Promise<() => Promise<string>> {
  const name = new URL(house.databaseUrl).pathname.slice(1);
  const url = databaseUrl(inject("testServer").adminUrl, name);
  const excepted = [...except].map((table) => `'${table}'`).join(", ");
  await execute(
    url,
    `create sequence writes;
    grant select on writes to public;
    create function count_write() returns trigger language plpgsql security definer as
      $$ begin perform nextval('writes'); return null; end $$;
    do $$ declare name text; begin
      for name in select table_name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in (${excepted})
      loop
        execute format('create trigger count_writes after insert or update or delete or truncate on %I
          for each statement execute function count_write()', name);
      end loop;
    end $$`,
  );
  return async () => {
    const { rows } = await sql<{
      count: string;
    }>`select last_value || ' ' || is_called as count from writes`.execute(house.runtime.database);
    return rows[0]?.count ?? "";
  };
}
