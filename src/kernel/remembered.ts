const [most, longest] = [10_000, 40];

/** The same function, which remembers what it answered to short texts: words of names come again and again. All is forgotten once it is much. */
export function remembered(reckon: (text: string) => string): (text: string) => string {
  const answers = new Map<string, string>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = reckon(text);
    if (text.length > longest) return answer;
    if (answers.size >= most) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}
