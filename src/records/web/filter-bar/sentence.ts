import {
  type FieldClause,
  type Filter,
  type RelatedClause,
  type RelatedNumber,
  relatedQuestions,
} from "#kernel/filter";
import type { Translate } from "#web/texts.ts";

/** What a filter's words lean on. */
export interface Words {
  readonly t: Translate;
  /** Title of a path: "Company ▸ Country". */
  readonly title: (path: string) => string;
  /** The value in words: "Negotiation or Offer", "5,000", "this month". */
  readonly value: (clause: FieldClause) => string;
  /** Title of a list of related records: "Tasks", "Company ▸ Deals". */
  readonly related: (name: string) => string;
  /** The words of conditions on the records of such a list. */
  readonly within: (related: string) => Words;
  /** A number compared with one of related records: "5,000 €". */
  readonly number: (related: string, number: RelatedNumber) => string;
}

/** A filter as one reads it aloud: *Stage is open · Amount over 5,000*. */
export function filterSentence(filter: Filter | null | undefined, words: Words): string {
  if (!filter) return "";
  if (isEmptyGroup(filter)) {
    const all = "and" in filter;
    return words.t(all ? "records.filter.everything" : "records.filter.nothing");
  }
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

/** "No tasks", "Has tasks", "Tasks: 3 or more", "Deals: amount in total over 5,000 €". */
export function relatedWords(clause: RelatedClause, words: Words): string {
  const { t } = words;
  const list = words.related(clause.related);
  const inside = words.within(clause.related);
  const how = relatedQuestions.find((one) => clause[one] !== undefined) ?? "some";
  const asked = clause[how];
  const condition = how === "some" || how === "none" ? asked : (asked as RelatedNumber | undefined)?.where;
  const where = condition && condition !== true ? ` (${filterSentence(condition as Filter, inside)})` : "";
  if (how === "some" || how === "none")
    return t(`records.filter.related.${how}`, { list, lower: list.toLocaleLowerCase() }) + where;
  if (how === "count") {
    const { op, value } = clause.count ?? { op: "gt", value: 0 };
    return t(`records.filter.related.${op}`, { list, count: value }) + where;
  }
  const number = asked as RelatedNumber;
  const title = inside.title(number.of);
  const field = t(`records.filter.related_number.${how}`, {
    list: list + where,
    field: title,
    lower: title.toLocaleLowerCase(),
  });
  return t(`records.filter.say.${number.op}`, { field, value: words.number(clause.related, number) });
}

// A group within a group of the other word needs brackets.
function inner(part: Filter, join: "and" | "or", words: Words): string {
  const text = filterSentence(part, words);
  return ("and" in part && join === "or") || ("or" in part && join === "and") ? `(${text})` : text;
}

function isEmptyGroup(filter: Filter): boolean {
  return ("and" in filter && filter.and.length === 0) || ("or" in filter && filter.or.length === 0);
}
