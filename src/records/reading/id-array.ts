/** Many ids as PostgreSQL writes an array: one text, where the driver would quote each anew with each query. */
export function idArray(ids: readonly string[]): string {
  return `{${ids.join(",")}}`;
}
