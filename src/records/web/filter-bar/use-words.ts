import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { FieldClause, Filter } from "#kernel/filter";
import type { RelativePeriod } from "#kernel/period";
import { type ObjectMetadata, type RecordData, readsAs } from "#records/contract";
import { request } from "#web/client.ts";
import { type Format, useFormat } from "#web/format.ts";
import { useOptionalSession } from "#web/session.ts";
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
import { conditionsIn, listValue } from "./clauses.ts";
import { type FilterField, filterField, objectAt, relatedObject } from "./filter-fields.ts";
import type { Words } from "./sentence.ts";

/** How the conditions of `filter` on `object` read in the user's language; ids of links become their titles. */
export function useWords(object: ObjectMetadata, filter: Filter | null | undefined): Words {
  const t = useT();
  const locale = useLocale();
  const format = useFormat();
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const objectTitle = useObjectTitle();
  const relatedTitle = useRelatedPathTitle();
  const optionTitle = useOptionTitle();
  const titles = useLinkTitles(object, filter);
  const ownCurrency = useOptionalSession()?.organisation.currency ?? "EUR";

  const titleOf = (field: FilterField | undefined, value: string): string => {
    if (!field) return value;
    if (field.part === "country") return countryName(value, locale);
    if (field.field.type === "choice" || field.field.type === "choices")
      return optionTitle(field.object, field.name, value);
    return titles.get(value) ?? (targetOf(field.field) ? "…" : value);
  };
  const wordsOf = (of: ObjectMetadata): Words => ({
    t,
    title: (path) => fieldTitle(of.name, path),
    related: (name) => relatedTitle(of, name),
    value: (clause) => valueWords(clause, filterField(of, objects, clause.field), { t, format, titleOf }),
    within: (name) => wordsOf(relatedObject(of, objects, name) ?? of),
    number: (name, { of: field, value, currency }) => {
      const definition = relatedObject(of, objects, name)?.fields[field];
      const isMoney = definition !== undefined && readsAs(definition) === "money";
      const amount = { amount: String(value), currency: currency ?? ownCurrency };
      return isMoney ? format.money(amount, { whole: true }) : format.decimal(value);
    },
  });
  return wordsOf(object);

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

/** Title of a list of related records, also of a linked record: "Tasks", "Company ▸ Deals". */
export function useRelatedPathTitle(): (object: ObjectMetadata, path: string) => string {
  const { objects } = useMetadata();
  const fieldTitle = useFieldTitle();
  const relatedTitle = useRelatedTitle();
  return (object, path) => {
    const dot = path.lastIndexOf(".");
    const [prefix, name] = [path.slice(0, Math.max(0, dot)), path.slice(dot + 1)];
    const at = objectAt(object, objects, prefix);
    const title = at?.related[name] ? relatedTitle(at, name) : fieldTitle(at?.name ?? object.name, name);
    return prefix ? `${fieldTitle(object.name, prefix)} ▸ ${title}` : title;
  };
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

/** Records whose ids stand in a filter, also within questions about related records. */
function linkedIds(
  object: ObjectMetadata,
  objects: Readonly<Record<string, ObjectMetadata>>,
  filter: Filter | null | undefined,
): readonly { target: string; id: string }[] {
  if (!filter) return [];
  const parts =
    "and" in filter ? filter.and : "or" in filter ? filter.or : "not" in filter ? [filter.not] : [];
  if (parts.length > 0) return parts.flatMap((part) => linkedIds(object, objects, part));
  if ("related" in filter) {
    const related = relatedObject(object, objects, filter.related);
    return related ? conditionsIn(filter).flatMap((part) => linkedIds(related, objects, part)) : [];
  }
  if (!("field" in filter)) return [];
  const field = filterField(object, objects, filter.field);
  const target = field && targetOf(field.field);
  return target && !field.part
    ? listValue(filter.value)
        .slice(0, 20)
        .map((id) => ({ target, id }))
    : [];
}
