import { Badge } from "@mantine/core";
import { useOptionTitle } from "#records/web";

const colours: Readonly<Record<string, string>> = {
  draft: "gray",
  issued: "blue",
  partly_paid: "yellow",
  paid: "green",
  cancelled: "gray",
  received: "green",
  reversed: "red",
  active: "green",
  paused: "yellow",
  terminated: "orange",
  ended: "gray",
  sent: "blue",
  accepted: "green",
  confirmed: "blue",
  completed: "green",
};

/** Where a document stands, in a word. */
export function StateMark({ object, state }: { readonly object: string; readonly state: unknown }) {
  const optionTitle = useOptionTitle();
  if (typeof state !== "string" || state === "") return null;
  return (
    <Badge variant="light" color={colours[state] ?? "gray"} tt="none" fw={500} style={{ flex: "none" }}>
      {optionTitle(object, "state", state)}
    </Badge>
  );
}
