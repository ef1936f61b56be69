import { queryOptions } from "@tanstack/react-query";
import {
  getImport,
  importedRecords,
  listImports,
  matchImportValues,
  previewImport,
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

export const valuesQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "values", id],
    queryFn: async () => (await call(matchImportValues, { params: { id } })).data,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const undoQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "undo", id],
    queryFn: () => call(readImportUndo, { params: { id } }),
  });

export const madeRecordsQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "records", id],
    queryFn: async () => (await call(importedRecords, { params: { id }, query: { limit: 20 } })).data,
  });
