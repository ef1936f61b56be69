import { sql } from "kysely";
import { dayIn } from "#kernel/period";
import type { Work } from "#records";
import { instantOf } from "../deals/local-day.ts";
import type { Stage } from "../pipelines/stages.ts";
import type { Chance } from "./chance.ts";
import type { Words } from "./words/words.ts";

/** What the parts of a demonstration share. */
export interface Scene {
  readonly work: Work;
  readonly words: Words;
  readonly chance: Chance;
  readonly locale: string;
  readonly stages: readonly Stage[];
  readonly timeZone: string;
  /** The day `count` days before today, or after it where negative; never a weekend. */
  readonly day: (count: number) => string;
  /** A moment in working hours on that day; never later than now for days that are past. */
  readonly moment: (count: number) => string;
  /** An amount in the organisation's currency that means about as much as so many euros. */
  readonly money: (euros: number) => { readonly amount: string; readonly currency: string };
}

/** About how many units buy what one euro buys; others count as one. */
const perEuro: Readonly<Record<string, number>> = {
  BGN: 2,
  PLN: 4,
  RON: 5,
  CZK: 25,
  HUF: 400,
  RUB: 100,
  UAH: 45,
  TRY: 45,
  MXN: 20,
  ARS: 1000,
  COP: 4500,
  CLP: 1000,
  KZT: 550,
  RSD: 117,
  INR: 95,
  JPY: 160,
};

export async function sceneOf(
  work: Work,
  parts: Pick<Scene, "words" | "chance" | "locale" | "stages">,
): Promise<Scene> {
  const { rows } = await sql<{ timeZone: string }>`select time_zone as "timeZone" from organisation`.execute(
    work.db,
  );
  const timeZone = rows[0]?.timeZone ?? "UTC";
  const today = dayIn(timeZone, work.now);
  const day = (count: number) => workday(today, count);
  return {
    ...parts,
    work,
    timeZone,
    day,
    moment(count) {
      const noon = Date.parse(instantOf(day(count), timeZone, new Date(8.64e15)));
      const at = noon + parts.chance.between(-180, 300) * 60_000;
      return new Date(count > 0 ? Math.min(at, work.now.getTime()) : at).toISOString();
    },
    money(euros) {
      const amount = euros * (perEuro[work.currency] ?? 1);
      return {
        amount: String(amount >= 1000 ? Math.round(amount / 10) * 10 : Math.round(amount)),
        currency: work.currency,
      };
    },
  };
}

function workday(today: string, before: number): string {
  const date = new Date(`${today}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - before);
  const weekday = date.getUTCDay();
  if (before !== 0 && weekday === 6) date.setUTCDate(date.getUTCDate() - 1);
  if (before !== 0 && weekday === 0) date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
