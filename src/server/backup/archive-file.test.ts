import { randomBytes } from "node:crypto";
import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keepNewest, placeFor, readArchive, writeArchive } from "./archive-file.ts";
import { emptyFolder, joined, piecesOf } from "./testing/backed-up.ts";

const archive = randomBytes(200_000);

test("a backup is written whole, for its owner alone, never over another, and only the newest are kept", async () => {
  const shelf = await emptyFolder();
  const path = join(shelf, "one");
  await writeArchive(path, piecesOf(archive), { force: false });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(writeArchive(path, piecesOf(Buffer.from("other")), { force: false })).rejects.toMatchObject({
    code: "backup_exists",
  });
  const failing = async function* (): AsyncGenerator<Buffer> {
    yield archive.subarray(0, 1000);
    throw Object.assign(new Error("full"), { code: "ENOSPC" });
  };
  await expect(writeArchive(path, failing(), { force: true })).rejects.toMatchObject({
    code: "storage_full",
  });
  expect((await joined(readArchive(path))).equals(archive)).toBe(true);
  for (const day of [1, 2, 3]) await writeFile(join(shelf, `rapport-2026-01-0${day}T03-00-00Z.tar.zst`), "");
  expect((await placeFor(shelf, true)).path).toMatch(/rapport-[\dTZ-]+\.tar\.zst\.sealed$/);
  expect(await keepNewest(shelf, 2)).toEqual(["rapport-2026-01-01T03-00-00Z.tar.zst"]);
  expect((await readdir(shelf)).sort()).toEqual([
    "one",
    "rapport-2026-01-02T03-00-00Z.tar.zst",
    "rapport-2026-01-03T03-00-00Z.tar.zst",
  ]);
});
