import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * When the process `pid` of this machine began, as text to compare: it tells a process from a later one that got
 * the same number. Undefined when there is none.
 */
export async function processBegan(pid: number): Promise<string | undefined> {
  if (process.platform === "linux") {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
    // The name, in brackets, may hold blanks; field 22 of the line is field 20 behind it. A zombie (Z) is no more.
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields?.[0] === "Z" ? undefined : fields?.[19];
  }
  const result = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]).catch(() => undefined);
  return result?.stdout.trim() || undefined;
}
