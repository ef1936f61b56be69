import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mailTaker } from "./mail-taking.ts";

// A process of its own that takes in every mail of a folder and kills itself before a certain statement, so that there is no step
// that a test cannot fall into: `node mail-taking-process.ts URL FOLDER ACCOUNT MAILS [STATEMENT]`.
const [url = "", dataFolder = "", account = "", mails = "", last = "0"] = process.argv.slice(2);
const before = Number(last);
const kill = () => process.kill(process.pid, "SIGKILL");
const taker = mailTaker(url, dataFolder, before > 0 ? { before, die: kill } : undefined);

const files = readdirSync(mails, { recursive: true, withFileTypes: true })
  .filter((one) => one.isFile() && one.name.endsWith(".eml"))
  .map(({ parentPath, name }) => join(parentPath, name))
  .sort();
await taker.take(
  account,
  files.values().map((file, place) => ({ sourceId: `1/${place}`, raw: readFileSync(file) })),
);
await taker.close();
