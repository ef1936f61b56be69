import type { ComponentType } from "react";
import type { FieldMetadata, RecordData } from "#records/contract";
import type { CommitMove } from "../field-props.ts";
import { useObjectSlots } from "../page/slots.ts";

/** What changes a field that a capability governs, in its cell: a deal's stage. The act writes by itself. */
export interface FieldActProps {
  readonly object: string;
  readonly name: string;
  readonly field: FieldMetadata;
  readonly record: RecordData;
  /** Done or given up; the table takes the keyboard back. */
  readonly onClose: (move: CommitMove) => void;
}

/** The act that a module brought for the field (`recordSlots.objects.deal.fieldActs.stage`), if it brought one. */
export function useFieldActs(object: string): Readonly<Record<string, ComponentType<FieldActProps>>> {
  return useObjectSlots(object).fieldActs ?? none;
}

const none = {};
