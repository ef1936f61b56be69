import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { Filter } from "#kernel/filter";
import type { LinkValue, ObjectMetadata, RecordData } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { type Format, useFormat } from "#web/format.ts";
import { mostVisited, useVisited } from "#web/visited.ts";
import { useMetadata } from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { type RecordQuery, useRecords } from "../records.ts";
import type { PickerOption } from "./option-picker.tsx";

interface RecordSearch {
  readonly options: readonly PickerOption[];
  readonly searching: boolean;
  readonly search: (text: string) => void;
  /** The found record as a link reads. */
  readonly linkOf: (id: string) => LinkValue | undefined;
}

/** Records of `object` by what is typed; before anything is, those looked at lately, then the first ones. */
export function useRecordSearch(object: string, filter?: Filter): RecordSearch {
  const [text, setText] = useState("");
  const [settled] = useDebouncedValue(text, 120);
  const definition = useMetadata().objects[object];
  const fields = definition
    ? [
        definition.title,
        ...["email", "company", "number", "code", "price", "kind", "address"].filter(
          (name) => name in definition.fields,
        ),
      ]
    : [];
  const list = useRecords(object, {
    search: settled,
    limit: 20,
    fields,
    // Of customers the companies, until one says whom one looks for: they are who buys.
    filter: filter ?? (settled || !definition || !isWide(definition) ? null : companiesOnly),
    ...(settled || !definition ? {} : { sort: definition.sort }),
  });

  const lately = useLookedAt(object, { fields, filter: filter ?? null, enabled: text === "" });
  const rows =
    text === "" ? [...new Map([...lately, ...list.rows].map((row) => [row.id, row])).values()] : list.rows;

  const format = useFormat();
  const options = rows.map((record): PickerOption => {
    const label = definition ? recordTitle(definition, record) : "";
    const face = faceOf(object, record);
    return {
      value: record.id,
      label,
      subtitle: subtitleOf(record, format),
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

/** Records of `object` that one looked at, the last one first; also where one saw them as what they are, a party as a company. */
function useLookedAt(
  object: string,
  asked: Pick<RecordQuery, "fields" | "filter" | "enabled">,
): readonly RecordData[] {
  const kind = useMetadata().objects[object]?.fields.kind;
  const faces = kind?.type === "choice" ? kind.options : [];
  const ids = useVisited().flatMap((one) => ([object, ...faces].includes(one.object) ? [one.id] : []));
  const visited: Filter = { field: "id", op: "in", value: ids };
  const { rows } = useRecords(object, {
    ...asked,
    filter: asked.filter ? { and: [asked.filter, visited] } : visited,
    enabled: asked.enabled !== false && ids.length > 0,
    limit: mostVisited,
  });
  return ids.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

export function faceOf(object: string, record: RecordData | undefined): "person" | "company" | undefined {
  if (object === "company" || record?.kind === "company") return "company";
  return object === "person" || object === "user" || record?.kind === "person" ? "person" : undefined;
}

const companiesOnly: Filter = { field: "kind", op: "is", value: "company" };

function isWide({ fields: { kind } }: ObjectMetadata): boolean {
  return kind?.type === "choice" && kind.options.includes("company") && kind.options.includes("person");
}

/** What tells apart what is called alike: of somebody the company, the town, the address; of goods the code and the price. */
function subtitleOf(record: RecordData, format: Format): string {
  const company = record.company as LinkValue | null | undefined;
  const address = record.address as { readonly city?: string | null } | null | undefined;
  const price = record.price as { readonly amount: string; readonly currency: string } | null | undefined;
  const goods = [record.code, price && format.money(price)];
  const parts = [company?.title, address?.city, record.number, ...goods, record.email];
  return parts
    .filter((part) => typeof part === "string" && part !== "")
    .slice(0, 2)
    .join(" · ");
}
