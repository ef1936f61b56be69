import { useQuery } from "@tanstack/react-query";
import type { Page } from "#records/contract";
import { request } from "#web/client.ts";
import { useMetadata } from "../metadata.ts";

type Linked = ReadonlyMap<string, readonly string[]>;

/** Whether one may still link to each of `linked`: it is seen and not in the recycle bin. Undefined until known. */
export function useLinksStillThere(
  linked: Linked,
): { readonly isThere: (target: string, id: string) => boolean } | undefined {
  const { objects } = useMetadata();
  const asked = [...linked].map(([target, ids]) => [target, [...new Set(ids)].sort()] as const);
  const { data } = useQuery({
    queryKey: ["links-still-there", asked],
    staleTime: 0,
    queryFn: async () => {
      const found = await Promise.all(
        asked.map(async ([target, ids]) => {
          const plural = objects[target]?.plural;
          return plural ? keysOf(target, await idsThere(plural, ids)) : [];
        }),
      );
      return found.flat();
    },
  });
  if (!data) return undefined;
  const there = new Set(data);
  return { isThere: (target, id) => there.has(`${target} ${id}`) };
}

const keysOf = (target: string, ids: readonly string[]) => ids.map((id) => `${target} ${id}`);

async function idsThere(plural: string, ids: readonly string[]): Promise<readonly string[]> {
  const filter = JSON.stringify({ field: "id", op: "in", value: ids });
  const page = await request<Page>("GET", `/api/${plural}`, { query: { filter, fields: "id", limit: 200 } });
  return page.data.map(({ id }) => id);
}
