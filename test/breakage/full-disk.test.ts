import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { freePort, type Installation, openInstallation, within } from "./installation.ts";

const disk = mkdtempSync(join(tmpdir(), "rapport-disk-"));
const mounted = mount();
let rapport: Installation | undefined;

afterAll(async () => {
  await rapport?.end();
  if (mounted) execFileSync("umount", ["-l", disk]);
  rmSync(disk, { recursive: true, force: true });
});

test.skipIf(!mounted)(
  "a full disk refuses what would write, in one's language; one reads, and goes on when there is room",
  async () => {
    const folder = join(disk, "data");
    mkdirSync(folder, { mode: 0o711 });
    rapport = await openInstallation({}, folder);
    await rapport.start();
    const { ask } = rapport;
    const lines = Array.from({ length: 12_000 }, (_, row) => `Row ${row},${row}`);
    const file = Buffer.from(["Deal,Amount", ...lines, ""].join("\n"));
    const uploaded = await ask("POST", "/api/imports?name=deals.csv&object=deals", file, octets);
    const { id } = (await uploaded.json()) as { id: string };
    await ask("POST", `/api/imports/${id}/run`, {});
    fill();
    const refused = await within(60, async () => {
      const answer = await ask("POST", "/api/deals", { name: "No room" }, { "accept-language": "es" });
      return answer.status === 507 ? answer : undefined;
    });
    expect(await refused.json()).toMatchObject({
      code: "storage_full",
      title: "El almacenamiento está lleno",
    });
    expect((await ask("GET", "/api/deals?limit=5")).status).toBe(200);
    expect((await ask("POST", "/api/imports?name=more.csv&object=deals", file, octets)).status).toBe(507);
    rmSync(join(disk, "ballast"));
    await within(60, async () => (await ask("POST", "/api/deals", { name: "Room again" })).status === 201);
    await within(60, async () => {
      const answer = await ask("GET", `/api/imports/${id}`);
      return ((await answer.json()) as { state: string }).state === "done";
    });
    const found = await rapport.rows("select count(*)::int from deals where name like 'Row %'");
    expect(found).toEqual([{ count: lines.length }]);
  },
);

test("a port that is taken is named, and the process ends", async () => {
  const port = await freePort();
  const taker = createServer().listen(port, "localhost");
  const other = await openInstallation({ PORT: String(port) });
  const { code, err } = await other.rapport("serve");
  taker.close();
  await other.end();
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(`Port ${port} is taken`) });
});

const octets = { "content-type": "application/octet-stream" };

function fill(): void {
  const ballast = openSync(join(disk, "ballast"), "w");
  for (const piece of [Buffer.alloc(65_536), Buffer.alloc(512)]) {
    try {
      for (;;) writeSync(ballast, piece);
    } catch {
      // No room for a piece of this size.
    }
  }
  closeSync(ballast);
}

/** A small disk of one's own needs root, and a system that lets root mount it. */
function mount(): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=200m,mode=711", "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
