/**
 * Whether the last digit of a barcode checks the others: EAN-8, UPC-A, EAN-13 and GTIN-14, by the GS1 General
 * Specifications, 7.9: digits from the right by turns times 3 and 1, up to the next ten.
 */
export function isBarcode(text: string): boolean {
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return false;
  const [check = 0, ...others] = [...text].reverse().map(Number);
  const sum = others.reduce((all, digit, index) => all + digit * (index % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10 === check;
}
