/** A number as people write it, as plain decimal text: "1 234,50" is 1234.50. Undefined where it is none. */
export function amount(text: string): string | undefined {
  const close = text.replace(/[\s\u00a0\u202f']/g, "");
  const [comma, point] = [close.lastIndexOf(","), close.lastIndexOf(".")];
  // The last mark parts the fraction where both are there; one alone does unless it parts thousands: 1,234,567.
  const fraction = comma >= 0 && point >= 0 ? Math.max(comma, point) : onlyMark(close, comma, point);
  const digits = [...close].filter((mark, at) => at === fraction || (mark !== "," && mark !== ".")).join("");
  const plain = digits.replace(",", ".");
  return /^[-+]?\d{1,20}(\.\d{1,10})?$/.test(plain) ? plain.replace(/^\+/, "") : undefined;
}

function onlyMark(text: string, comma: number, point: number): number {
  const at = Math.max(comma, point);
  return at >= 0 && text.indexOf(text[at] ?? "") === at ? at : -1;
}
