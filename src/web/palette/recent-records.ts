import { useQueries } from "@tanstack/react-query";
import type { Page } from "#records/contract";
import { recordTitle, useMetadata } from "#records/web";
import { request } from "#web/client.ts";
import { mostVisited, useVisited, type Visited } from "#web/visited.ts";

/** A record looked at lately, by the name that it has now. */
export interface RecentRecord extends Visited {
  readonly title: string;
}

/** Those looked at lately that one may still see, the last one first: a question for each kind of record. */
export function useRecentRecords(): readonly RecentRecord[] {
  const { objects } = useMetadata();
  const visited = useVisited().filter(({ object }) => objects[object] !== undefined);
  const answers = useQueries({
    queries: [...Map.groupBy(visited, ({ object }) => object)].map(([object, visits]) => {
      const ids = visits.map(({ id }) => id).sort();
      return {
        queryKey: ["records", object, "titles", ids],
        queryFn: () => titlesOf(object, ids),
        placeholderData: (before: ReadonlyMap<string, string> | undefined) => before,
        staleTime: 30_000,
      };
    }),
  });
  const titles = new Map(answers.flatMap(({ data }) => [...(data ?? [])]));
  return visited.flatMap((one) => {
    const title = titles.get(one.id);
    return title ? [{ ...one, title }] : [];
  });

  async function titlesOf(object: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const definition = objects[object];
    if (!definition?.fields[definition.title]) return new Map();
    const filter = JSON.stringify({ field: "id", op: "in", value: ids });
    const page = (await request("GET", `/api/${definition.plural}`, {
      query: { filter, fields: definition.title, limit: mostVisited },
    })) as Page;
    return new Map(page.data.map((record) => [record.id, recordTitle(definition, record)]));
  }
}
