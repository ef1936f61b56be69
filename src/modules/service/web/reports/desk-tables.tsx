import { useQuery } from "@tanstack/react-query";
import { useLiveRecords } from "#records/web";
import { readDesk } from "#service/contract";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useT } from "#web/texts.ts";
import { NextDue } from "./next-due.tsx";
import { WaitingTable } from "./waiting-table.tsx";

/** What is to be done now: what is missed next, and what waits, by queue and by agent; it follows what happens. */
export function DeskTables() {
  const t = useT();
  useLiveRecords("conversation");
  const { data } = useQuery({
    queryKey: ["records", "ticket", "desk"],
    queryFn: () => call(readDesk),
    refetchInterval: 60_000,
  });
  if (!data) return null;
  if (data.agents.length === 0 && data.queues.length === 0)
    return (
      <EmptyState icon="ticket" title={t("service.reports.calm")} text={t("service.reports.calm_text")} />
    );
  return (
    <>
      <NextDue />
      <WaitingTable field="queue" rows={data.queues} />
      <WaitingTable field="owner" rows={data.agents} />
    </>
  );
}
