import { type ComposeKind, useMetadata } from "#records/web";

/** What the user may write down about a customer. */
export function useComposeKinds(): readonly ComposeKind[] {
  const { objects } = useMetadata();
  const may = (object: string) => objects[object]?.grant.create === true;
  return (["note", "call", "meeting", "task", "email"] as const).filter((kind) =>
    may(kind === "note" || kind === "task" ? kind : "interaction"),
  );
}
