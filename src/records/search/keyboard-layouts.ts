// What stands on the keys of an English keyboard, and on the same keys of those that our users switch to.
const english = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./";
const others = [
  // Russian
  "ёйцукенгшщзхъфывапролджэячсмитьбю.",
  // Bulgarian, as the standard has it, and by sound
  "(,уеишщксдзц;ьяаожгтнвмчюйъэфхпрлб",
  "чявертъуиопшщасдфгхйкл;'зьцжбнм,./",
];

/** What was meant by `text`, were the keyboard switched to another language; nothing where it would be the same. */
export function otherLayouts(text: string): string[] {
  const typed = text.toLowerCase();
  const meant = others.flatMap((layout) => [moved(typed, english, layout), moved(typed, layout, english)]);
  return [...new Set(meant)].filter((one) => one !== typed);
}

function moved(text: string, from: string, to: string): string {
  const keys = [...to];
  return Array.from(text, (letter) => keys[[...from].indexOf(letter)] ?? letter).join("");
}
