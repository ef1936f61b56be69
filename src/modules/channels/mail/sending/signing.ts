/** The signature of an account stands below what was written, set off so that programs fold it (RFC 3676, 4.3). */
export function textSigned(text: string, signature: string | null): string {
  const signed = signature?.trim();
  return signed ? `${text}\n\n-- \n${signed}` : text;
}

export function htmlSigned(html: string, signature: string | null): string {
  const signed = signature?.trim();
  return signed ? `${html}<br><br><div>-- <br>${escaped(signed).replaceAll("\n", "<br>")}</div>` : html;
}

/** A text as it stands, for programs that show HTML alone where there is some. */
export function htmlOfText(text: string): string {
  return `<div>${escaped(text).replaceAll("\n", "<br>")}</div>`;
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
