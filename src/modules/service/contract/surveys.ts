import { z } from "zod";
import { defineAction } from "#kernel/action";
import { locales } from "#kernel/locale";
import { sellerOnPage } from "#trade/contract";

const token = z.strictObject({ token: z.string().max(200) });

const surveyPage = z.strictObject({
  language: z.enum(locales),
  number: z.string().nullable(),
  subject: z.string(),
  seller: sellerOnPage,
  score: z.int().min(1).max(5).nullable(),
  comment: z.string().nullable(),
});
export type SurveyPage = z.infer<typeof surveyPage>;

export const readSurvey = defineAction({
  id: "surveys.read",
  method: "GET",
  path: "/api/surveys/:token",
  summary:
    "What the customer with the link is asked: how satisfied they are with how their ticket was solved",
  permission: "public",
  params: token,
  output: surveyPage,
});

export const answerSurvey = defineAction({
  id: "surveys.answer",
  method: "PUT",
  path: "/api/surveys/:token",
  summary: "Says how satisfied the customer is, from 1 to 5; it can be said again within a month",
  permission: "public",
  params: token,
  body: z.strictObject({
    score: z.int().min(1).max(5),
    comment: z.string().trim().max(2000).optional(),
  }),
  output: surveyPage,
});
