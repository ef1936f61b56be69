import type { Email } from "postal-mime";
import { headersOf } from "./parsing.ts";

const longest = 200;
const firstMail = Date.UTC(1971, 0, 1);

/** When it was sent, as it says or else as the last who passed it on says; never later than `latest`. */
export function momentOf(mail: Email, latest: Date): Date {
  const received = headersOf(mail, "received")[0]?.split(";").at(-1);
  for (const text of [mail.date, received]) {
    const time = Date.parse(
      (text ?? "")
        .slice(0, longest)
        .replace(/\([^)]*\)/g, "")
        .trim(),
    );
    if (time > firstMail) return new Date(Math.min(time, latest.getTime()));
  }
  return latest;
}
