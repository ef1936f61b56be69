/** The signature of an account stands below what was written, set off so that programs fold it (RFC 3676, 4.3). */
export function textSigned(text: string, signature: string | null): string {
  const signed = signature?.trim();
  return signed ? `${text}\n\n-- \n${signed}` : text;
}

export function htmlSigned(html: string, signature: string | null): string {
  const signed = signature?.trim();
  return signed ? `${html}<br><br><div>-- <br>${escaped(signed).replaceAll("\n", "<br>")}</div>` : html;
}

const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => signs[sign] ?? sign);
}
