import { Badge } from "@mantine/core";
import type { RecordData } from "#records/contract";
import { useOptionTitle } from "#records/web";

const colours: Readonly<Record<string, string>> = {
  draft: "gray",
  awaiting_approval: "yellow",
  approved: "teal",
  sent: "blue",
  accepted: "green",
  declined: "red",
  expired: "orange",
  replaced: "gray",
  withdrawn: "gray",
  confirmed: "blue",
  completed: "green",
  cancelled: "red",
};

/** Where a document stands, in a word. */
export function StateMark({ object, record }: { readonly object: string; readonly record: RecordData }) {
  const optionTitle = useOptionTitle();
  const state = String(record.state ?? "");
  if (!state) return null;
  return (
    <Badge variant="light" color={colours[state] ?? "gray"} tt="none" fw={500} style={{ flex: "none" }}>
      {optionTitle(object, "state", state)}
    </Badge>
  );
}
