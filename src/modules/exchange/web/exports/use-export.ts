import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ExportFormat, startExport } from "#exchange/contract";
import type { Count } from "#records/contract";
import { type ListActProps, useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { exportsQuery } from "./export-queries.ts";
import { useProgressText } from "./progress-text.ts";
import { watchExport } from "./watch-export.ts";

interface Wanted {
  readonly format: ExportFormat;
  readonly allFields: boolean;
  readonly ids: readonly string[] | null;
  readonly delimiter?: "," | ";" | "\t";
  readonly count: Count | undefined;
}

interface ExportFrom extends Pick<ListActProps, "object" | "list"> {
  readonly onStarted: () => void;
}

/** So few records are written while they are sent; more of them in the background. */
const fewRecords = 5000;
/** Letters of an address that every proxy lets through. */
const longestAddress = 4000;

/** Writes a list to a file: a short one at once, a long one in the background, with a line in the tray. */
export function useExport({ object, list, onStarted }: ExportFrom) {
  const client = useQueryClient();
  const objectTitle = useObjectTitle();
  const progressText = useProgressText();
  const [isStarting, setStarting] = useState(false);

  async function start({ format, allFields, ids, count, delimiter }: Wanted): Promise<void> {
    const fields = allFields ? undefined : list.columns.join(",");
    const filter = list.filter ? JSON.stringify(list.filter) : undefined;
    const asked = {
      format,
      delimiter,
      fields,
      filter,
      sort: list.sort || (list.search ? undefined : standardSort(object)),
      search: list.search || undefined,
    };
    const address = `/api/exports/${object.plural}?${new URLSearchParams(told(asked))}`;
    const isShort = count?.exact === true && count.value <= fewRecords;
    if (!ids && isShort && address.length <= longestAddress) {
      fetchFile(address);
      return onStarted();
    }
    setStarting(true);
    try {
      const body = { object: object.plural, ...asked, ...(ids && { ids: [...ids] }) };
      const one = await call(startExport, { body });
      void client.invalidateQueries({ queryKey: exportsQuery.queryKey });
      watchExport(one, { title: objectTitle(object.name, "many"), progressText });
      onStarted();
    } catch (error) {
      notifyProblem(error);
    } finally {
      setStarting(false);
    }
  }
  return { start, isStarting };
}

function told(asked: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** As a click on a link to it: the browser keeps the file while it comes. */
function fetchFile(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}

/** The order in which the list is shown unless another is chosen, as far as one sees what it goes by. */
function standardSort({ sort, fields }: ExportFrom["object"]): string | undefined {
  const keys = sort.split(",").filter((key) => fields[key.replace(/^-/, "")]);
  return keys.join(",") || undefined;
}
