import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { discardExport, listExports } from "#exchange/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";

export const exportsQuery = queryOptions({
  queryKey: ["exports"],
  queryFn: async () => (await call(listExports)).data,
});

/** Where the file of an export is fetched. */
export const contentOf = (id: string): string => `/api/export-files/${id}/content`;

/** Stops an export, or removes its file. */
export function useDiscardExport(): (id: string) => Promise<void> {
  const client = useQueryClient();
  return async (id) => {
    client.setQueryData(exportsQuery.queryKey, (known) => known?.filter((one) => one.id !== id));
    try {
      await call(discardExport, { params: { id } });
    } catch (error) {
      notifyProblem(error);
    }
    await client.invalidateQueries({ queryKey: exportsQuery.queryKey });
  };
}
