import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type AdministeredField,
  type AdministeredObject,
  catalogueChanged,
  listObjects,
  textIn,
} from "#records/contract";
import { useFieldTitle, useObjectTitle } from "#records/web";
import { call } from "#web/client.ts";
import { useLive } from "#web/live.ts";
import { useLocale } from "#web/texts.ts";

const queryKey = ["settings", "objects"] as const;

/** All objects as their administrator sees them, removed ones too; undefined until they are there. */
export function useObjects(): readonly AdministeredObject[] | undefined {
  const refresh = useRefreshObjects();
  useLive("*", ({ name }) => name === catalogueChanged && refresh());
  return useQuery({ queryKey, queryFn: async () => (await call(listObjects)).data }).data;
}

/** After a change: what the administration shows, and what every other screen knows of objects. */
export function useRefreshObjects(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey });
    void queries.invalidateQueries({ queryKey: ["metadata"] });
  };
}

/** What an object is called, also when it is removed or not to be seen by the one who administers it. */
export function useNameOfObject(): (object: AdministeredObject, number?: "one" | "many") => string {
  const locale = useLocale();
  const titleOf = useObjectTitle();
  return (object, number = "many") => textIn(object.label?.[number], locale) ?? titleOf(object.name, number);
}

/** What a field is called. */
export function useNameOfField(): (object: AdministeredObject, field: AdministeredField) => string {
  const locale = useLocale();
  const titleOf = useFieldTitle();
  return (object, { name, field }) => textIn(field.label, locale) ?? titleOf(object.name, name);
}
