#!/usr/bin/env node
// Plain JavaScript for any Node: Rapport itself wants Node 24, which npm installed beside it, whatever the
// machine's own may be.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const wanted = 24;

if (isFit()) await run();
else become(findNode());

function isFit() {
  return Number(process.versions.node.split(".")[0]) >= wanted;
}

async function run() {
  // Keeps what was compiled, types already taken out, for the next start: quicker, and smaller in memory.
  module.enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/rapport", import.meta.url)));
  const { runCommandLine } = await import("../src/server/command-line/program.ts");
  await runCommandLine(process.argv);
}

function findNode() {
  const beside = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  if (existsSync(beside)) return beside;
  process.stderr.write(
    `Rapport needs Node ${wanted} or newer; this is ${process.versions.node}. Run npm ci with its install scripts ` +
      "on, which brings a fitting one along, or install it on the machine.\n",
  );
  process.exit(1);
}

function become(node) {
  const words = process.argv.slice(1);
  if (process.execve && process.platform !== "win32")
    return process.execve(node, [node, ...words], process.env);
  const child = spawn(node, words, { stdio: "inherit" });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on. Either way the child ends first.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
