/** A property of an object's or a field's definition that became another. */
export interface DefinitionDifference {
  readonly property: string;
  readonly from: unknown;
  readonly to: unknown;
}

type Definition = Readonly<Record<string, unknown>>;

// How it is kept, not what it is: nobody chose it.
const inner: ReadonlySet<string> = new Set([
  "custom",
  "column",
  "through",
  "from",
  "toColumn",
  "result",
  "readOnly",
  "name",
  "table",
  "version",
]);

/** What an administrator said of an object or a field that was not said so before; all of it where it is new. */
export function definitionDifferences(
  from: Definition | null,
  to: Definition | null,
): DefinitionDifference[] {
  const properties = [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])];
  return properties.flatMap((property) => {
    const isSwitch = [from?.[property], to?.[property]].some((value) => typeof value === "boolean");
    // A switch of which nothing is said is off.
    const unsaid = isSwitch ? false : null;
    const [before, after] = [from?.[property] ?? unsaid, to?.[property] ?? unsaid];
    const isSame = JSON.stringify(before) === JSON.stringify(after);
    return isSame || inner.has(property) ? [] : [{ property, from: before, to: after }];
  });
}
