#!/usr/bin/env node
// Plain JavaScript for any Node: Rapport itself wants Node 24, which npm installed beside it, whatever the
// machine's own may be.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const wanted = 24;

if (Number(process.versions.node.split(".")[0]) >= wanted) {
  const { runCommandLine } = await import("../src/server/command-line/program.ts");
  await runCommandLine(process.argv);
} else {
  runWith(findNode());
}

function findNode() {
  const beside = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));
  if (existsSync(beside)) return beside;
  try {
    return createRequire(import.meta.url).resolve("node/bin/node");
  } catch {
    process.stderr.write(
      `Rapport needs Node ${wanted} or newer; this is ${process.versions.node}. Run npm ci with its install scripts ` +
        "on, which brings a fitting one along, or install it on the machine.\n",
    );
    process.exit(1);
  }
}

function runWith(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: "inherit" });
  // Ctrl-C reaches the child by itself; what is sent to this process alone is passed on. Either way the child ends first.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
