import { sql } from "kysely";
import { inject } from "vitest";
import { databaseUrl, execute } from "./database-server.ts";
import type { FrontDoor } from "./front-door.ts";

/**
 * Notes from now on which tables are written into, so that who wants to know whether anything has changed need not look at
 * everything: answers how to take what was noted since it was taken last. What is taken back is not noted.
 */
export async function noteWrites(
  house: FrontDoor,
  except: ReadonlySet<string>,
): Promise<() => Promise<readonly string[]>> {
  const name = new URL(house.databaseUrl).pathname.slice(1);
  const url = databaseUrl(inject("testServer").adminUrl, name);
  const excepted = [...except].map((table) => `'${table}'`).join(", ");
  await execute(
    url,
    `create schema noted;
    create table noted.writes (name text);
    grant usage on schema noted to public;
    grant select, delete on noted.writes to public;
    create function noted.note() returns trigger language plpgsql security definer as
      $$ begin insert into noted.writes values (tg_table_name); return null; end $$;
    do $$ declare name text; begin
      for name in select table_name from information_schema.tables
        where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in (${excepted})
      loop
        execute format('create trigger note_writes after insert or update or delete or truncate on %I
          for each statement execute function noted.note()', name);
      end loop;
    end $$`,
  );
  return async () => {
    const { rows } = await sql<{ name: string }>`with taken as (delete from noted.writes returning name)
      select distinct name from taken`.execute(house.runtime.database);
    return rows.map((row) => row.name);
  };
}
