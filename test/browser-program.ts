import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const program = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Installs Debian's Chromium where that is allowed, else says which command does. Returns whether there is one. */
export async function ensureBrowser(): Promise<boolean> {
  if (existsSync(program)) return true;
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!mayInstall) {
    console.error("The browser tests need Chromium: sudo apt-get update && sudo apt-get install -y chromium");
    return false;
  }
  console.log("Installing Chromium for the browser tests.");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const words of [
    ["update"],
    ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
  ]) {
    const { status, stderr } = spawnSync("apt-get", ["-qq", ...words], { env, encoding: "utf8" });
    if (status !== 0) console.error(stderr);
  }
  return existsSync(program);
}
