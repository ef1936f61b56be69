/**
 * A text as it stands in a workbook. Lines end as in cells; signs that XML cannot hold are written `_x0000_`, and what looks so already is
 * written so that it is read as it was.
 */
export function escapedXml(text: string): string {
  const clean = special.test(text) ? respelt(text) : text;
  return ample.test(clean)
    ? clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
    : clean;
}

const ample = /[&<>"]/;
const special = /[\u0000-\u0008\u000b-\u001f\ud800-\udfff\ufffe\uffff]|_x[0-9a-f]{4}_/i;

function respelt(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/_(?=x[0-9a-f]{4}_)/gi, "_x005F_")
    .replace(
      /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    );
}
