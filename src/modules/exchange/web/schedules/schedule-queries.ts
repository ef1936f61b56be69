import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { getSchedule, listImportTemplates, listScheduleRuns, listSchedules } from "#exchange/contract";
import { call } from "#web/client.ts";

const key = ["schedules"];
/** Runs are worked off by the server in its own time. */
const refetchInterval = 5_000;

export const schedulesQuery = queryOptions({
  queryKey: [...key, "list"],
  queryFn: () => call(listSchedules),
  refetchInterval,
});

export const scheduleQuery = (id: string) =>
  queryOptions({ queryKey: [...key, "one", id], queryFn: () => call(getSchedule, { params: { id } }) });

export const runsQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, "runs", id],
    queryFn: async () => (await call(listScheduleRuns, { params: { id } })).data,
    refetchInterval,
  });

export const templatesQuery = queryOptions({
  queryKey: ["import-templates", "for schedules"],
  queryFn: async () => (await call(listImportTemplates)).data,
});

/** After something was done: all that is shown of schedules is asked anew. */
export function useRefreshSchedules(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: key });
}
