import { z } from "zod";
import type { FormSettings, Question } from "../../contract/forms.ts";
import { plain } from "../../mail/reading/words.ts";
import type { Posted } from "./posted.ts";

/** What was answered to a question. */
export interface Answer {
  readonly key: string;
  readonly type: Question["type"];
  readonly label: string;
  readonly field: string | null;
  readonly value: string | boolean | readonly string[];
  /** As people read it. */
  readonly shown: string;
}

export type Wrong = "field_required" | "field_invalid" | "field_too_long";

/** What was answered, in the order in which it was asked, and what is wrong with it, by question. */
export function answersIn(
  { questions }: FormSettings,
  { typed, files }: Pick<Posted, "typed" | "files">,
): { readonly answers: readonly Answer[]; readonly wrong: Readonly<Record<string, Wrong>> } {
  const answers: Answer[] = [];
  const wrong: Record<string, Wrong> = {};
  for (const question of questions) {
    if (question.type === "file") {
      if (question.required && !files.some(({ question: key }) => key === question.key))
        wrong[question.key] = "field_required";
      continue;
    }
    const read = readAs(question, typed[question.key] ?? []);
    if (typeof read === "string") wrong[question.key] = read;
    else if (read)
      answers.push({
        ...read,
        key: question.key,
        type: question.type,
        label: question.label,
        field: question.field,
      });
    else if (question.required) wrong[question.key] = "field_required";
  }
  return { answers, wrong };
}

type Read = Pick<Answer, "value" | "shown">;

/** Null where nothing was answered. */
function readAs(question: Question, typed: readonly string[]): Read | Wrong | null {
  const { type, options, label } = question;
  if (type === "choices") {
    const chosen = options.filter(({ key }) => typed.includes(key));
    if (typed.some((one) => one !== "" && !options.some(({ key }) => key === one))) return "field_invalid";
    return chosen.length > 0
      ? { value: chosen.map(({ key }) => key), shown: chosen.map((option) => option.label).join(", ") }
      : null;
  }
  const value = plain(typed[0] ?? "").trim();
  if (value === "") return null;
  if (type === "tick" || type === "consent") return { value: true, shown: label };
  if (type === "choice") {
    const chosen = options.find(({ key }) => key === value);
    return chosen ? { value: chosen.key, shown: chosen.label } : "field_invalid";
  }
  return written(type, value);
}

const longest = { text: 500, long_text: 5000, email: 320, phone: 40, number: 24, date: 10 } as const;

function written(type: keyof typeof longest | "file", value: string): Read | Wrong {
  if (type === "file") return "field_invalid";
  if (value.length > longest[type]) return "field_too_long";
  if (type === "number") {
    const number = value.replace(/\s/g, "").replace(",", ".");
    return /^-?\d{1,15}(\.\d{1,6})?$/.test(number) ? { value: number, shown: value } : "field_invalid";
  }
  const isRight = {
    text: () => true,
    long_text: () => true,
    email: () => z.email().safeParse(value).success,
    phone: () => /^[+(]?\d[\d\s().\-/]{3,38}$/.test(value),
    date: () => z.iso.date().safeParse(value).success,
  };
  const one = type === "long_text" ? value : value.replace(/\s+/g, " ");
  return isRight[type]() ? { value: one, shown: one } : "field_invalid";
}
