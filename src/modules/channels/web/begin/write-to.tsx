import type { ComponentType } from "react";
import type { LinkValue, RecordData } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { onDemand } from "#web/on-demand.ts";
import type { Whom } from "./write-act.tsx";

const WriteAct = onDemand(() => import("./write-act.tsx").then((file) => file.WriteAct));

/** A button of a record's page that writes to whom the record leads to. */
export function writeTo(whomOf: (record: RecordData) => Whom): ComponentType<RecordSlotProps> {
  return function WriteTo({ record }) {
    return <WriteAct record={record} whom={whomOf(record)} />;
  };
}

/** The first of these links of a record that leads somewhere. */
export function linkedIn(record: RecordData, ...fields: readonly string[]): string | undefined {
  return fields.map((field) => (record[field] as LinkValue | null | undefined)?.id).find(Boolean);
}
