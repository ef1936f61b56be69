import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, inject, test } from "vitest";
import { emptyPlace, look, openBackedUp } from "../backup/testing/backed-up.ts";

const program = resolve(import.meta.dirname, "../../../bin/rapport.js");

interface Place {
  readonly url?: string;
  readonly dataFolder: string;
  readonly secret?: Buffer;
}

async function rapport({ url, dataFolder, secret }: Place, ...words: readonly string[]) {
  const env = {
    ...process.env,
    RAPPORT_DATA: dataFolder,
    ...(url && { DATABASE_URL: url }),
    ...(secret && { RAPPORT_SECRET: secret.toString("hex") }),
  };
  const child = spawn(process.execPath, [program, ...words], { env });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (part) => (printed.out += String(part)));
  child.stderr.on("data", (part) => (printed.err += String(part)));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, ...printed };
}

test("with a PostgreSQL of one's own: backed up into a folder, drilled, restored, and noted in the log", async () => {
  const { house } = await openBackedUp();
  const { dataFolder, secret } = house.runtime.settings;
  const source = { dataFolder, secret, url: house.databaseUrl };
  const shelf = (await emptyPlace()).dataFolder;
  const passphrase = join(dataFolder, "passphrase");
  await writeFile(passphrase, "correct horse battery staple\n", { mode: 0o600 });
  const sealed = ["--passphrase-file", passphrase];

  const taken = await rapport(source, "backup", shelf, ...sealed, "--keep", "1");
  expect(taken).toMatchObject({ code: 0, err: expect.stringMatching(/^\d+ rows of \d+ tables and 4 files/) });
  const file = taken.out.trim();
  expect(await readdir(shelf)).toEqual([file.slice(shelf.length + 1)]);

  const refused = await rapport(source, "drill", file, ...sealed);
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/^No database could be made/) });
  const drilled = await rapport(
    source,
    "drill",
    file,
    ...sealed,
    "--owner-url",
    inject("testServer").adminUrl,
  );
  expect(drilled).toMatchObject({ code: 0, out: expect.stringMatching(/The backup can be restored/) });

  const target = await emptyPlace();
  expect(await rapport(target, "restore", file, ...sealed)).toMatchObject({ code: 0, err: "" });
  expect(await readFile(join(target.dataFolder, "secret"), "utf8")).toBe(`${secret.toString("hex")}\n`);
  const noted = await look(
    target.url,
    "select kind from history where kind in ('backed_up', 'restored_from_backup') order by id",
  );
  expect(noted).toEqual([{ kind: "backed_up" }, { kind: "restored_from_backup" }]);
});

test("a backup that is not encrypted says so, and one of nothing is none", async () => {
  const { house } = await openBackedUp();
  const source = { ...house.runtime.settings, url: house.databaseUrl };
  const file = join((await emptyPlace()).dataFolder, "backup.tar.zst");
  expect(await rapport(source, "backup", file)).toMatchObject({
    code: 0,
    err: expect.stringMatching(/This backup is not encrypted/),
  });
  const nothing = await emptyPlace();
  for (const place of [nothing, { dataFolder: join(nothing.dataFolder, "wrong") }])
    expect(await rapport(place, "backup", `${file}.2`)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^There is nothing to back up in/),
    });
  expect(await readdir(nothing.dataFolder)).not.toContain("wrong");
  const nowhere = join(nothing.dataFolder, "nowhere");
  expect(await rapport(source, "backup", join(nowhere, "x.tar"))).toMatchObject({
    code: 1,
    err: `There is no folder ${nowhere}.\n`,
  });
});
