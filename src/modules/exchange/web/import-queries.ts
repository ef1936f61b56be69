import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  getImport,
  importedRecords,
  listImports,
  listLayoutsOfImports,
  listImportTemplates,
  matchImportValues,
  previewImport,
  previewImportRows,
  readFailedRows,
  readImportUndo,
} from "#exchange/contract";
import { call } from "#web/client.ts";

export const importsQuery = (session?: string) =>
  queryOptions({
    queryKey: ["imports", "list", session ?? "all"],
    queryFn: async () => (await call(listImports, { query: { session } })).data,
  });

export const importQuery = (id: string) =>
  queryOptions({ queryKey: ["imports", "one", id], queryFn: () => call(getImport, { params: { id } }) });

/** Counted anew whenever it is looked at: the mapping or the records may have changed. */
export const previewQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "preview", id],
    queryFn: () => call(previewImport, { params: { id } }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** What would become of the rows, a page after the other; thrown away with the preview. */
export const plannedRowsQuery = (
  id: string,
  only: "created" | "updated" | "unchanged" | "failed" | "known" | undefined,
) =>
  infiniteQueryOptions({
    queryKey: ["imports", "preview", id, "rows", only ?? "all"],
    queryFn: ({ pageParam }) =>
      call(previewImportRows, { params: { id }, query: { only, after: pageParam, limit: 20 } }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const templatesQuery = queryOptions({
  queryKey: ["import-templates"],
  queryFn: async () => (await call(listImportTemplates, {})).data,
});

export const valuesQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "values", id],
    queryFn: async () => (await call(matchImportValues, { params: { id } })).data,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Exports of other systems that are known; they change with the product alone. */
export const layoutsQuery = queryOptions({
  queryKey: ["imports", "layouts"],
  queryFn: async () => (await call(listLayoutsOfImports)).data,
  staleTime: Number.POSITIVE_INFINITY,
});

export const undoQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "undo", id],
    queryFn: () => call(readImportUndo, { params: { id } }),
  });

export const importedRecordsQuery = (id: string, outcome: "created" | "updated" | "unchanged") =>
  infiniteQueryOptions({
    queryKey: ["imports", "records", id, outcome],
    queryFn: ({ pageParam }) =>
      call(importedRecords, { params: { id }, query: { outcome, after: pageParam, limit: 50 } }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const failedRowsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["imports", "failed", id],
    queryFn: ({ pageParam }) =>
      call(readFailedRows, { params: { id }, query: { after: pageParam, limit: 50 } }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
