import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FieldClause, Filter } from "#kernel/filter";
import type { RelativePeriod } from "#kernel/period";
import type { ObjectMetadata, RecordData } from "#records/contract";
import { request } from "#web/client.ts";
import { type Format, useFormat } from "#web/format.ts";
import { type Translate, useLocale, useT } from "#web/texts.ts";
import { countryName } from "../input/region.ts";
import {
  targetOf,
  useFieldTitle,
  useMetadata,
  useObjectTitle,
  useOptionTitle,
  useRelatedTitle,
} from "../metadata.ts";
import { recordTitle } from "../record-values.ts";
import { listValue } from "./clauses.ts";
import { type FilterField, filterField } from "./filter-fields.ts";
import type { Words } from "./sentence.ts";

/** How the conditions of `filter` on `object` read in the user's language; ids of links become their titles. */
export function useWords(object: ObjectMetadata, filter: Filter | null | undefined): Words {
  const t = useT();
  const locale = useLocale();
  const format = useFormat();
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const objectTitle = useObjectTitle();
  const relatedTitle = useRelatedTitle();
  const optionTitle = useOptionTitle();
  const titles = useLinkTitles(object, filter);

  const titleOf = (field: FilterField | undefined, value: string): string => {
    if (!field) return value;
    if (field.part === "country") return countryName(value, locale);
    if (field.field.type === "choice" || field.field.type === "choices")
      return optionTitle(field.object, field.name, value);
    return titles.get(value) ?? (targetOf(field.field) ? "…" : value);
  };
  return {
    t,
    title: (path) => fieldTitle(object.name, path),
    related: (name) => relatedTitle(object, name),
    value: (clause) => valueWords(clause, filterField(object, objects, clause.field), { t, format, titleOf }),
  };

  function useLinkTitles(of: ObjectMetadata, from: Filter | null | undefined): ReadonlyMap<string, string> {
    const wanted = useMemo(() => linkedIds(of, objects, from), [of, from]);
    const answers = useQueries({
      queries: wanted.map(({ target, id }) => ({
        queryKey: ["records", target, "one", id],
        queryFn: () => request<RecordData>("GET", `/api/${objects[target]?.plural}/${id}`),
      })),
    });
    return new Map(
      wanted.flatMap(({ target, id }, at) => {
        const definition = objects[target];
        const record = answers[at]?.data;
        if (answers[at]?.isError) return [[id, t("records.filter.gone")] as const];
        return record && definition
          ? [[id, recordTitle(definition, record) || objectTitle(target)] as const]
          : [];
      }),
    );
  }
}

interface ValueWords {
  readonly t: Translate;
  readonly format: Format;
  readonly titleOf: (field: FilterField | undefined, value: string) => string;
}

function valueWords(
  clause: FieldClause,
  field: FilterField | undefined,
  { t, format, titleOf }: ValueWords,
): string {
  const { value } = clause;
  if (value === undefined || typeof value === "boolean") return "";
  if (typeof value === "object" && "me" in value) return t("records.filter.me");
  if (typeof value === "object" && "my_team" in value) return t("records.filter.my_team");
  if (typeof value === "object" && "period" in value) return periodWords(t, value.period as RelativePeriod);
  const scalar = (one: string | number | undefined): string => {
    if (one === undefined) return "…";
    if (field?.compares === "date" || field?.compares === "date_time") return format.date(String(one));
    if (field?.compares === "number" || field?.compares === "decimal") return format.decimal(String(one));
    return titleOf(field, String(one));
  };
  if (typeof value === "object" && !Array.isArray(value)) {
    const { from, to } = value as { from?: string | number; to?: string | number };
    return `${scalar(from)} – ${scalar(to)}`;
  }
  const texts = listValue(value as string).map(scalar);
  return texts.length > 3
    ? t("records.filter.several", { first: texts[0], count: texts.length - 1 })
    : texts.join(t("records.filter.list_or"));
}

/** "this month", "the last 30 days". */
export function periodWords(t: Translate, period: RelativePeriod): string {
  if (typeof period === "string") return t(`records.period.${period}`);
  return "last" in period
    ? t("records.period.last", { count: period.last })
    : t("records.period.next", { count: period.next });
}

function linkedIds(
  object: ObjectMetadata,
  objects: Readonly<Record<string, ObjectMetadata>>,
  filter: Filter | null | undefined,
): readonly { target: string; id: string }[] {
  if (!filter) return [];
  if ("and" in filter) return filter.and.flatMap((part) => linkedIds(object, objects, part));
  if ("or" in filter) return filter.or.flatMap((part) => linkedIds(object, objects, part));
  if ("not" in filter) return linkedIds(object, objects, filter.not);
  if (!("field" in filter)) return [];
  const field = filterField(object, objects, filter.field);
  const target = field && targetOf(field.field);
  return target && !field.part
    ? listValue(filter.value)
        .slice(0, 20)
        .map((id) => ({ target, id }))
    : [];
}
