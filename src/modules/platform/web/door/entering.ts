/** Into the product, to where one wanted to go: the whole page begins anew, with nothing left of the visitor. */
export function enter(): void {
  const back = new URLSearchParams(location.search).get("back") ?? "/";
  const target = new URL(back, location.origin);
  location.assign(target.origin === location.origin && back.startsWith("/") ? target.href : "/");
}

/** The secret behind `#` in the link of a letter: there it reaches no log of any server. */
export function tokenOfLink(): string {
  return location.hash.slice(1);
}
