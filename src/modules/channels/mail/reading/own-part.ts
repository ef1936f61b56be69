/** Lines, without the space around, by which programs begin what they quote, in the languages that we meet. */
const attributions: readonly RegExp[] = [
  /^(on|am|le|il|op|em|el|den|dne|w dniu)\b.{4,300}\b(wrote|schrieb|a écrit|ha scritto|schreef|escreveu|escribi[oó]|skrev|napsal\(?a?\)?|napisał\(?a?\)?)\s{0,5}:$/iu,
  /^.{4,310}(написа|написал|написала|написал\(а\)|пишет|пише)\s{0,5}:$/iu,
  /^.{4,200}<[^<>\s@]+@[^<>\s@]+>\s{0,5}(wrote|:|писал|написал|написа|escribió)?\s{0,5}:$/iu,
  /^\s*-{2,}\s*(original message|mensaje original|исходное сообщение|оригинално съобщение|ursprüngliche nachricht|message d'origine)\s*-{2,}/iu,
  /^_{20,}$/u,
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
/** A longer line is none by which a program begins what it quotes. */
const longest = 600;

/**
 * So many letters of a text are its own: what follows was quoted, or is a signature. Undefined where all of it is. What people
 * wrote below or between what they quote is theirs, and then nothing is hidden.
 */
export function ownLengthOf(text: string): number | undefined {
  const lines = text.split("\n");
  let end = lines.length;
  const answered = answersBelow(lines.slice(0, furthest));
  for (let at = 0; at < Math.min(lines.length, furthest); at++) {
    if (forwards.test(lines[at] ?? "")) return undefined;
    if (!beginsForeign(lines, at)) continue;
    if (answered[at]) continue;
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
  return isAttribution(line, attributions) || isBroken(line, lines[at + 1] ?? "");
}

/** "On Tuesday, somebody <address>" and "wrote:" on the next line. */
function isBroken(line: string, next: string): boolean {
  if (!/^(on|el|на|в|от|am|le)(?!\p{L})/iu.test(line) || line.length > 300) return false;
  return isAttribution(`${line} ${next}`, attributions.slice(0, 2));
}

function isAttribution(line: string, patterns: readonly RegExp[]): boolean {
  if (line.length > longest) return false;
  const words = line.trim();
  return patterns.some((one) => one.test(words));
}

/** Of each line whether what is quoted from it on is answered below; each line is looked at once, from the last one on. */
function answersBelow(lines: readonly string[]): boolean[] {
  const answered: boolean[] = [];
  let [quote, sign, own] = [Infinity, Infinity, Infinity];
  /** The first own line below the next quoted one. */
  let answer = Infinity;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? "";
    if (line.startsWith(">")) [quote, answer] = [at, own];
    else if (signs.test(line) || sentFrom.test(line.trim())) sign = at;
    else if (line.trim() !== "" && !beginsForeign(lines, at)) own = at;
    answered[at] = quote <= at + 2 && answer < sign;
  }
  return answered;
}
