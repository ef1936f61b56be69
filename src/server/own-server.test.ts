import { expect, inject, test } from "vitest";
import { databaseUrl, execute } from "../../test/database-server.ts";
import { freePort } from "../../test/breakage/installation.ts";
import { assertServer } from "./own-server.ts";

test("a server that cannot be used is named, with what is wrong with it and without the password", async () => {
  const { templateUrl } = inject("testServer");
  await expect(assertServer(templateUrl)).resolves.toBeUndefined();
  await expect(assertServer(databaseUrl(templateUrl, "elsewhere"))).rejects.toThrow(/no database elsewhere/);
  const stranger = new URL(templateUrl);
  stranger.password = "not-this-one";
  const refused = assertServer(stranger.href);
  await expect(refused).rejects.toThrow(/does not let in the user and password of DATABASE_URL/);
  await expect(refused).rejects.not.toThrow(/not-this-one/);
  const { adminUrl } = inject("testServer");
  await execute(adminUrl, "create database letters encoding 'LATIN1' locale 'C' template template0");
  await expect(assertServer(databaseUrl(adminUrl, "letters"))).rejects.toThrow(
    /has the encoding LATIN1\. Rapport needs UTF8/,
  );
  await execute(adminUrl, "drop database letters");
  const nobody = `postgres://a:b@127.0.0.1:${await freePort()}/rapport`;
  await expect(assertServer(nobody)).rejects.toThrow(/No PostgreSQL server answers at 127\.0\.0\.1/);
});
