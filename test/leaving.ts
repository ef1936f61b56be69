/** What the tests of a file have opened and how it is put away again, the last first. */
const leaving: (() => Promise<unknown>)[] = [];

/** Has `putAway` done once the tests of the file are through. */
export function onLeaving(putAway: () => Promise<unknown>): void {
  leaving.push(putAway);
}

export async function leave(): Promise<void> {
  for (const putAway of leaving.splice(0).reverse()) await putAway();
}
