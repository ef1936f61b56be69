/** What a browser may show in our own pages; everything else is only ever downloaded. */
export const shownTypes = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** A file's name without folders, control and invisible characters; never used as a path, only shown. */
export function fileName(given: string): string {
  const name =
    given
      .normalize("NFC")
      .replace(/[\p{C}]/gu, "")
      .split(/[/\\]/)
      .at(-1)
      ?.trim() ?? "";
  return name.slice(-255) || "file";
}

/** A picture is what its first bytes say it is; whatever else claims to be one is taken for mere bytes. */
export function typeByContent(head: Buffer, claimed: string): string {
  if (head.subarray(0, 8).equals(Buffer.from("89504e470d0a1a0a", "hex"))) return "image/png";
  if (head.subarray(0, 3).equals(Buffer.from("ffd8ff", "hex"))) return "image/jpeg";
  if (/^GIF8[79]a/.test(head.toString("latin1"))) return "image/gif";
  if (head.toString("latin1", 0, 4) === "RIFF" && head.toString("latin1", 8, 12) === "WEBP")
    return "image/webp";
  const type = claimed.toLowerCase().split(";")[0]?.trim() ?? "";
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,100}$/.test(type) && !type.startsWith("image/")
    ? type
    : "application/octet-stream";
}

/** `Content-Disposition` by RFC 6266: a plain name for old readers, the real one encoded. */
export function disposition(name: string, type: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${shownTypes.has(type) ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
