import { hash } from "node:crypto";

/**
 * The strong tag of a record as it is sent: its version, by which a change is guarded, and a hash of the whole, as
 * what is shown of it also hangs on rights, on the fields asked for and on the titles of what it links to.
 */
export function tagOf(version: number, body: string): string {
  return `"${version}-${hash("sha1", body, "base64url").slice(0, 16)}"`;
}

/** Whether `If-None-Match` names the tag; compared weakly, as RFC 9110 has it. */
export function isNamed(tag: string, header: string): boolean {
  return header.trim() === "*" || tagsOf(header).some((one) => one.replace(/^W\//, "") === tag);
}

/** The versions that `If-Match` allows; undefined where any will do. What is no strong tag of ours allows nothing. */
export function versionsAllowed(header: string): number[] | undefined {
  if (header.trim() === "*") return undefined;
  return tagsOf(header).flatMap((tag) => {
    const version = /^"(\d{1,9})-[\w-]{16}"$/.exec(tag)?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

function tagsOf(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}
