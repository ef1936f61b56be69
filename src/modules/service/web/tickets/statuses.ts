import type { LinkValue, RecordData } from "#records/contract";
import { useRecords } from "#records/web";
import type { StatusKind } from "../../contract/ticket-objects.ts";

export interface StatusStep {
  readonly id: string;
  readonly name: string;
  readonly kind: StatusKind;
}

/** Where tickets can stand, in order. */
export function useStatuses(): readonly StatusStep[] {
  const { rows } = useRecords("ticket_status", { sort: "position", limit: 100 });
  return rows.map(({ id, name, kind }) => ({ id, name: String(name), kind: kind as StatusKind }));
}

/** Where a ticket stands now; undefined until it is known. */
export function useStatusOf(ticket: RecordData): StatusStep | undefined {
  const statuses = useStatuses();
  const id = (ticket.status as LinkValue | null | undefined)?.id;
  return statuses.find((status) => status.id === id);
}
