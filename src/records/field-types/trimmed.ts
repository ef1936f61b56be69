/** Whether it is a text of no more than `most` characters without blanks around it. */
export function isTrimmed(value: unknown, most: number): value is string {
  return typeof value === "string" && value.length <= most && value.trim() === value;
}
