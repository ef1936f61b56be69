/** Lines by which programs begin what they quote, in the languages that we meet. */
const attributions: readonly RegExp[] = [
  /^(on|am|le|il|op|em|el|den|dne|w dniu)\b.{4,300}\b(wrote|schrieb|a écrit|ha scritto|schreef|escreveu|escribi[oó]|skrev|napsal\(?a?\)?|napisał\(?a?\)?)\s*:\s*$/iu,
  /^(на|в|от)?\s*.{4,300}(написа|написал|написала|написал\(а\)|пишет|пише)\s*:\s*$/iu,
  /^.{4,200}<[^<>\s]+@[^<>\s]+>\s*(wrote|:|писал|написал|написа|escribió)?\s*:\s*$/iu,
  /^\s*-{2,}\s*(original message|mensaje original|исходное сообщение|оригинално съобщение|ursprüngliche nachricht|message d'origine)\s*-{2,}/iu,
  /^_{20,}\s*$/u,
];

/** Two such lines in a row are the head of a mail that follows: Outlook quotes so. */
const quotedHeads =
  /^\s*\*?(from|sent|to|subject|date|de|enviado( el)?|para|asunto|fecha|от|отправлено|дата|кому|тема|изпратено|до|относно|до кого|von|gesendet|an|betreff)\s*:\*?\s*\S/iu;

/** What somebody passes on is what they want to be read. */
const forwards =
  /^\s*-{2,}\s*(forwarded message|mensaje reenviado|пересылаемое сообщение|переадресованное сообщение|препратено съобщение)\s*-{2,}|^\s*(begin forwarded message|inicio del mensaje reenviado|начало переадресованного сообщения|начало на препратено съобщение)\s*:/iu;

const signs = /^(--|—|–|__)\s*$/u;
const sentFrom =
  /^(sent from my|get outlook for|sent via|enviado desde (mi|el)|отправлено (с|из)|изпратено от (моя|моето)|изпратено от iphone|sent with)(?!\p{L}).{0,80}$/iu;

const furthest = 5000;

/**
 * So many letters of a text are its own: what follows was quoted, or is a signature. Undefined where all of it is. What people
 * wrote below or between what they quote is theirs, and then nothing is hidden.
 */
export function ownLengthOf(text: string): number | undefined {
  const lines = text.split("\n");
  let end = lines.length;
  for (let at = 0; at < Math.min(lines.length, furthest); at++) {
    if (forwards.test(lines[at] ?? "")) return undefined;
    if (!beginsForeign(lines, at)) continue;
    if (isAnsweredBelow(lines, at)) continue;
    end = at;
    break;
  }
  while (end > 0 && (lines[end - 1] ?? "").trim() === "") end--;
  const own = lines.slice(0, end).join("\n").length;
  // A mail that is nothing but a quotation is shown as it is.
  return end === lines.length || own === 0 || own >= text.trimEnd().length ? undefined : own;
}

function beginsForeign(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? "";
  if (signs.test(line) || sentFrom.test(line.trim())) return true;
  if (line.startsWith(">")) return true;
  if (
    quotedHeads.test(line) &&
    quotedHeads.test(lines[at + 1] ?? "") &&
    quotedHeads.test(lines[at + 2] ?? "")
  )
    return true;
  const two = `${line} ${lines[at + 1] ?? ""}`;
  return attributions.some((one) => one.test(line)) || isBroken(line, two);
}

/** "On Tuesday, somebody <address>" and "wrote:" on the next line. */
function isBroken(line: string, two: string): boolean {
  if (!/^(on|el|на|в|от|am|le)(?!\p{L})/iu.test(line) || line.length > 300) return false;
  return attributions.slice(0, 2).some((one) => one.test(two.trimEnd()));
}

function isAnsweredBelow(lines: readonly string[], at: number): boolean {
  const isQuoting = [at, at + 1, at + 2].some((place) => lines[place]?.startsWith(">"));
  if (!isQuoting) return false;
  let seen = false;
  for (const [place, line] of lines.slice(at, furthest).entries()) {
    if (line.startsWith(">")) seen = true;
    else if (signs.test(line) || sentFrom.test(line.trim())) return false;
    else if (seen && line.trim() !== "" && !beginsForeign(lines, at + place)) return true;
  }
  return false;
}
