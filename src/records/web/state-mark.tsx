import { Badge } from "@mantine/core";
import { type Meaning, meaningOf } from "../field-types/choice/meaning.ts";
import { useOptionTitle } from "./metadata.ts";

const colours: Readonly<Record<Meaning, string>> = {
  good: "green",
  bad: "red",
  waiting: "yellow",
  idle: "gray",
};

/** Where a record stands by its field `state`, in a word and the colour of what that means. */
export function StateMark({ object, state }: { readonly object: string; readonly state: unknown }) {
  const optionTitle = useOptionTitle();
  if (typeof state !== "string" || state === "") return null;
  const meaning = meaningOf(state);
  return (
    <Badge
      variant="light"
      color={meaning ? colours[meaning] : "blue"}
      tt="none"
      fw={500}
      style={{ flex: "none" }}
    >
      {optionTitle(object, "state", state)}
    </Badge>
  );
}
