/** The text of a bank's file: by its mark, else UTF-8, else the code page of the letters that stand in it. */
export function lettersOf(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(isCyrillic(bytes) ? "windows-1251" : "windows-1252").decode(bytes);
  }
}

// Cyrillic words are runs of high bytes; in a Latin text an accented letter stands alone.
function isCyrillic(bytes: Buffer): boolean {
  let high = 0;
  let inRun = 0;
  for (let index = 0; index < bytes.length; index++) {
    if ((bytes[index] ?? 0) < 0xc0) continue;
    high++;
    if ((bytes[index - 1] ?? 0) >= 0xc0 || (bytes[index + 1] ?? 0) >= 0xc0) inRun++;
  }
  return inRun > high * 0.6;
}
