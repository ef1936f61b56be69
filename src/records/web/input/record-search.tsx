import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Filter } from "#kernel/filter";
import type { LinkValue, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useMetadata } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { useRecords } from "../records.ts";
import type { PickerOption } from "./option-picker.tsx";

interface RecordSearch {
  readonly options: readonly PickerOption[];
  readonly searching: boolean;
  readonly search: (text: string) => void;
  /** The found record as a link reads. */
  readonly linkOf: (id: string) => LinkValue | undefined;
}

/** Records of `object` by what is typed; the first ones before anything is. */
export function useRecordSearch(object: string, filter?: Filter): RecordSearch {
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text, 120);
  const definition = useMetadata().objects[object];
  const fields = definition
    ? [
        definition.title,
        ...["email", "company", "number", "kind"].filter((name) => name in definition.fields),
      ]
    : [];
  const list = useRecords(object, {
    search: settled,
    limit: 20,
    fields,
    filter: filter ?? null,
    ...(settled || !definition ? {} : { sort: definition.sort }),
  });

  const options = list.rows.map((record): PickerOption => {
    const label = definition ? recordTitle(definition, record) : "";
    const face = faceOf(object, record);
    return {
      value: record.id,
      label,
      subtitle: subtitleOf(record),
      ...(face ? { mark: <Avatar name={label} kind={face} size={18} /> } : {}),
    };
  });
  return {
    options,
    searching: list.isPending || list.isStale || text !== settled,
    search: setText,
    linkOf: (id) => {
      const found = options.find((option) => option.value === id);
      return found && { id, title: found.label, object };
    },
  };
}

export function faceOf(object: string, record: RecordData | undefined): "person" | "company" | undefined {
  if (object === "company" || record?.kind === "company") return "company";
  return object === "person" || object === "user" || record?.kind === "person" ? "person" : undefined;
}

function subtitleOf(record: RecordData): string {
  const company = record.company as LinkValue | null | undefined;
  const parts = [company?.title, record.email, record.number];
  return parts.find((part): part is string => typeof part === "string" && part !== "") ?? "";
}
