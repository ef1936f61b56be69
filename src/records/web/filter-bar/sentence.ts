import type { FieldClause, Filter, RelatedClause } from "#kernel/filter";
import type { Translate } from "#web/texts.ts";

/** What a filter's words lean on. */
export interface Words {
  readonly t: Translate;
  /** Title of a path: "Company ▸ Country". */
  readonly title: (path: string) => string;
  /** The value in words: "Negotiation or Offer", "5,000", "this month". */
  readonly value: (clause: FieldClause) => string;
  /** Title of a list of related records: "Tasks". */
  readonly related: (name: string) => string;
}

/** A filter as one reads it aloud: *Stage is open · Amount over 5,000*. */
export function filterSentence(filter: Filter | null | undefined, words: Words): string {
  if (!filter) return "";
  if ("and" in filter) return filter.and.map((part) => inner(part, "and", words)).join(" · ");
  if ("or" in filter)
    return filter.or.map((part) => inner(part, "or", words)).join(` ${words.t("records.filter.or")} `);
  if ("not" in filter) return words.t("records.filter.not", { condition: filterSentence(filter.not, words) });
  return "related" in filter ? relatedWords(filter, words) : clauseWords(filter, words);
}

/** One comparison: "Amount over 5,000". */
export function clauseWords(clause: FieldClause, words: Words): string {
  const { t } = words;
  const field = words.title(clause.field);
  if (clause.value === true || clause.value === false) {
    return t(
      (clause.value === true) === (clause.op === "is")
        ? "records.filter.say.true"
        : "records.filter.say.false",
      { field },
    );
  }
  return t(`records.filter.say.${clause.op}`, {
    field,
    lower: field.toLocaleLowerCase(),
    value: words.value(clause),
  });
}

/** "No tasks", "Has tasks", "Tasks: 3 or more". */
export function relatedWords(clause: RelatedClause, words: Words): string {
  const { t } = words;
  const list = words.related(clause.related);
  const condition = clause.some ?? clause.none ?? clause.count?.where;
  const where = condition && condition !== true ? ` (${filterSentence(condition, words)})` : "";
  if (clause.count)
    return t(`records.filter.related.${clause.count.op}`, { list, count: clause.count.value }) + where;
  return (
    t(clause.none ? "records.filter.related.none" : "records.filter.related.some", {
      list,
      lower: list.toLocaleLowerCase(),
    }) + where
  );
}

// A group within a group of the other word needs brackets.
function inner(part: Filter, join: "and" | "or", words: Words): string {
  const text = filterSentence(part, words);
  return ("and" in part && join === "or") || ("or" in part && join === "and") ? `(${text})` : text;
}
