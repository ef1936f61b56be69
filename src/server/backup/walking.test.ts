import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { restoreBackup } from "./restoring.ts";
import { archiveOf, emptyPlace, forged, openBackedUp } from "./testing/backed-up.ts";
import { onlyLooking, walkArchive } from "./walking.ts";

let archive: Buffer;

beforeAll(async () => {
  archive = await (await openBackedUp()).take();
});

test("a backup of a newer version is refused", async () => {
  const newer = await forged(archive, ({ name, bytes }) => {
    if (name !== "manifest.json") return { name, bytes };
    const manifest = JSON.parse(bytes.toString());
    manifest.product = "9.0.0";
    manifest.migrations.push({ number: 9999, name: "9999_later.sql", checksum: "00" });
    return { name, bytes: Buffer.from(JSON.stringify(manifest)) };
  });
  await expect(restoreBackup(await emptyPlace(), archiveOf(newer))).rejects.toMatchObject({
    code: "backup_newer",
    details: { params: { version: "9.0.0" } },
  });
});

test("an archive that somebody made up does not write outside its folder", async () => {
  const paths = [
    "files/../../escaped",
    "files/ab/../../../escaped",
    "/tmp/escaped",
    "postgres/pg_hba.conf",
    "files/.ssh/keys",
    "files",
  ];
  for (const path of paths) {
    const target = await emptyPlace();
    const made = await forged(archive, (file) =>
      file.name === "files/ab/cd/abcd" ? { ...file, name: path } : file,
    );
    await expect(restoreBackup(target, archiveOf(made))).rejects.toMatchObject({ code: "backup_damaged" });
    expect(await readdir(target.dataFolder)).toEqual([]);
    expect(existsSync(join(target.dataFolder, "../escaped"))).toBe(false);
  }
});

test("an archive whose list tells something else than it holds is refused", async () => {
  const forgeries = [
    (name: string, bytes: Buffer) => (name === "imports/0199" ? Buffer.alloc(4_000_000, bytes) : bytes),
    (name: string, bytes: Buffer) => (name === "imports/0199" ? Buffer.from(bytes).fill("x") : bytes),
    (name: string, bytes: Buffer) => (name.startsWith("tables/public.x_car/") ? null : bytes),
    (name: string, bytes: Buffer) =>
      name.startsWith("tables/public.x_car/") ? Buffer.concat([bytes, bytes]) : bytes,
    (name: string, bytes: Buffer) => (name === "contents.json" ? Buffer.from("{}") : bytes),
    (name: string, bytes: Buffer) => (name === "secret" ? Buffer.from("short\n") : bytes),
  ];
  for (const forge of forgeries) {
    const made = await forged(archive, ({ name, bytes }) => {
      const other = forge(name, bytes);
      return other && { name, bytes: other };
    });
    await expect(walkArchive(archiveOf(made), onlyLooking)).rejects.toMatchObject({
      code: "backup_damaged",
    });
  }
});
