import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ImportDetails, importLimits } from "#exchange/contract";
import { request } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { newId } from "#kernel/id";
import { importQuery } from "./import-queries.ts";

export interface RefusedFile {
  readonly name: string;
  readonly error: unknown;
}

/** Sends files one after the other into a session; a file that cannot be read does not stop the others. */
export function useUploads(session: string | undefined, onTaken: (session: string) => void) {
  const client = useQueryClient();
  const [reading, setReading] = useState<string>();
  const [refused, setRefused] = useState<readonly RefusedFile[]>([]);
  const upload = async (files: readonly File[]) => {
    const into = session ?? newId();
    setRefused([]);
    for (const file of files.slice(0, importLimits.filesInSession)) {
      setReading(file.name);
      try {
        const one = await request<ImportDetails>("POST", "/api/imports", {
          query: { name: file.name, session: into },
          body: file,
          headers: { "content-type": "application/octet-stream" },
        });
        client.setQueryData(importQuery(one.id).queryKey, one);
        onTaken(into);
      } catch (error) {
        setRefused((before) => [...before, { name: file.name, error }]);
        if (files.length === 1) notifyProblem(error);
      }
    }
    setReading(undefined);
    await client.invalidateQueries({ queryKey: ["imports", "list"] });
  };
  return { upload, reading, refused };
}
