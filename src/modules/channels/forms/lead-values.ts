import { schemaOf, type Values, type Work } from "#records";
import { type FormSettings, type QuestionType, questionFor } from "../contract/forms.ts";
import type { Answer } from "./submitting/answers.ts";

type About = FormSettings["about"];

/** Whether a question of this type may fill in the field. */
export function isFilledIn(
  { catalogue }: Pick<Work, "catalogue">,
  about: About,
  { field, type }: { readonly field: string; readonly type: QuestionType },
): boolean {
  const { fields } = catalogue.object(about);
  const declared = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return declared !== undefined && questionFor(field, declared) === type;
}

/** What the answers say of who becomes a lead; what no longer fits its field stays in the message alone. */
export function leadValues(work: Pick<Work, "catalogue">, about: About, answers: readonly Answer[]): Values {
  const { fields } = work.catalogue.object(about);
  return Object.fromEntries(
    answers.flatMap(({ field, type, value }) => {
      const declared = field !== null && field !== "name" ? fields[field] : undefined;
      if (!field || !declared || !isFilledIn(work, about, { field, type })) return [];
      const written = declared.type === "number" || declared.type === "percent" ? Number(value) : value;
      return schemaOf(declared).safeParse(written).success ? [[field, written]] : [];
    }),
  );
}
