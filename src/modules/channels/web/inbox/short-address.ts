/** A web address as one reads it: `shop.example/desks/oak`. Null for what is none. */
export function shortAddress(told: unknown): string | null {
  const url = typeof told === "string" ? URL.parse(told) : null;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return null;
  return (url.host + url.pathname).replace(/\/$/, "");
}
