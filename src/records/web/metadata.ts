import { useSuspenseQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import {
  type FieldMetadata,
  type Metadata,
  type ObjectMetadata,
  readingOnly,
  textIn,
} from "#records/contract";
import { request } from "#web/client.ts";
import { useIsLooking } from "#web/session.ts";
import { useLocale, useT } from "#web/texts.ts";

export const metadataQuery = {
  queryKey: ["metadata"] as const,
  queryFn: () => request("GET", "/api/metadata") as Promise<Metadata>,
  staleTime: Number.POSITIVE_INFINITY,
};

/** All objects the user may see, and what they may do with them now; suspends until they are there. */
export function useMetadata(): Metadata {
  const { data } = useSuspenseQuery(metadataQuery);
  return useIsLooking() ? forLooking(data) : data;
}

const looked = new WeakMap<Metadata, Metadata>();

/** The same objects to who looks as another user, which is told to every screen here: nothing of them can be changed. */
function forLooking(metadata: Metadata): Metadata {
  const known = looked.get(metadata);
  if (known) return known;
  const objects = Object.fromEntries(
    Object.entries(metadata.objects).map(([name, object]) => [
      name,
      { ...object, grant: readingOnly(object.grant) },
    ]),
  );
  const cut = { ...metadata, objects };
  looked.set(metadata, cut);
  return cut;
}

/** The object `name`; throws where the user may not see it. For one that may be absent: `useMetadata().objects[name]`. */
export function useObject(name: string): ObjectMetadata {
  const object = useMetadata().objects[name];
  if (!object) throw new Error(`No object ${name}`);
  return object;
}

export function useObjectByPlural(plural: string): ObjectMetadata | undefined {
  return Object.values(useMetadata().objects).find((object) => object.plural === plural);
}

/** `objectTitle("deal")` is "Deal", `objectTitle("deal", "many")` is "Deals". */
export function useObjectTitle(): (object: string, number?: "one" | "many") => string {
  const t = useT();
  const locale = useLocale();
  const { objects } = useMetadata();
  return (object, number = "one") =>
    textIn(objects[object]?.label?.[number], locale) ?? t(`objects.${object}.${number}`);
}

/** Title of a list of records that point to `object`: "Tasks". */
export function useRelatedTitle(): (object: ObjectMetadata, name: string) => string {
  const t = useT();
  const locale = useLocale();
  const objectTitle = useObjectTitle();
  const { objects } = useMetadata();
  return (object, name) => {
    const list = object.related[name];
    const field = list && objects[list.object]?.fields[list.field];
    const label = field && "relatedLabel" in field ? field.relatedLabel : undefined;
    const otherwise = list ? objectTitle(list.object, "many") : name;
    return (
      textIn(label, locale) ?? firstText(t, [`related.${object.name}.${name}`, `related.${name}`], otherwise)
    );
  };
}

/** Title of a field; a path through links reads "Company ▸ Address ▸ Country". */
export function useFieldTitle(): (object: string, path: string) => string {
  const t = useT();
  const locale = useLocale();
  const { objects } = useMetadata();
  return (object, path) => {
    const titles: string[] = [];
    let within: FieldMetadata | undefined;
    let at: string | undefined = object;
    for (const step of path.split(".")) {
      const field: FieldMetadata | undefined = at ? objects[at]?.fields[step] : undefined;
      // "Company ▸ Country" says all that "Company ▸ Address ▸ Country" does.
      if (within?.type === "address") titles.pop();
      within = field;
      titles.push(
        textIn(field?.label, locale) ??
          firstText(
            t,
            at ? [`fields.${at}.${step}`, `fields.common.${step}`] : [`records.parts.${step}`],
            step,
          ),
      );
      at =
        field && (field.type === "link" || field.type === "links")
          ? field.to
          : field?.type === "user"
            ? "user"
            : undefined;
    }
    return titles.join(" ▸ ");
  };
}

/** Title of an option of a choice; one that the organisation added carries its own label. */
export function useOptionTitle(): (object: string, field: string, key: string) => string {
  const t = useT();
  const { objects } = useMetadata();
  return useCallback(
    (object, field, key) => {
      const definition = objects[object]?.fields[field];
      const added = definition?.added?.find((option) => option.key === key);
      return (
        added?.label ?? firstText(t, [`options.${object}.${field}.${key}`, `options.common.${key}`], key)
      );
    },
    [t, objects],
  );
}

/** All options of a choice field, in order. */
export function optionsOf(field: FieldMetadata): readonly string[] {
  if (field.type !== "choice" && field.type !== "choices") return [];
  return [
    ...field.options,
    ...(field.added ?? []).map((option) => option.key).filter((key) => !field.options.includes(key)),
  ];
}

/** The object that a field points to, if it points to one. */
export function targetOf(field: FieldMetadata): string | undefined {
  if (field.type === "link" || field.type === "links") return field.to;
  return field.type === "user" ? "user" : undefined;
}

/** Whether the user may change the field at a glance: not read-only, not governed, the object open to change. */
export function isWritable(object: ObjectMetadata, field: FieldMetadata): boolean {
  return !field.readOnly && !field.governedBy && isOpenToChange(object);
}

/** Whether the user may change records of the object in the ordinary way. */
export function isOpenToChange(object: ObjectMetadata): boolean {
  return !object.closed && !object.appendOnly && object.grant.change !== "none";
}

type Translate = ReturnType<typeof useT>;

function firstText(t: Translate, keys: readonly string[], fallback: string): string {
  for (const key of keys) {
    const text = t(key);
    if (text !== key) return text;
  }
  return fallback;
}
