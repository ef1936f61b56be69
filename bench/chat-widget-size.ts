import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

/** What may come to a page of somebody else for the chat, as the older of our compressions sends it. */
const allowedKilobytes = 30;

const file = process.argv[2] ?? "dist/web/chat/widget.js";
const kilobytes = gzipSync(await readFile(file)).length / 1024;
process.stdout.write(`${kilobytes.toFixed(1)} KB of ${allowedKilobytes} KB  ${file}\n`);
if (kilobytes > allowedKilobytes) {
  process.stderr.write(`The chat weighs more on a page than ${allowedKilobytes} KB.\n`);
  process.exitCode = 1;
}
