import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

/** How the benchmark is run; `bench/README.md` tells the words. */
export interface Options {
  /** 1 is a million people; all tables grow and shrink together. */
  readonly scale: number;
  readonly seed: number;
  /** Where the made database is kept between runs. */
  readonly data: string;
  /** That the database is not made anew where what it is made by has changed. */
  readonly isKept: boolean;
  /** Names of those to measure; none named: all of them. */
  readonly tasks: readonly string[];
  readonly rounds: number;
  /** Of each turn. */
  readonly seconds: number;
  readonly concurrency: number;
  readonly json?: string;
  /** What selling does is measured, and not the nine tasks. */
  readonly selling: boolean;
}

const nineTasks = ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"];

export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      scale: { type: "string" },
      seed: { type: "string", default: "1" },
      data: { type: "string" },
      keep: { type: "boolean", default: false },
      tasks: { type: "string" },
      rounds: { type: "string", default: "5" },
      seconds: { type: "string", default: "3" },
      concurrency: { type: "string", default: "16" },
      json: { type: "string" },
      selling: { type: "boolean", default: false },
    },
  });
  // What is sold is measured among a hundred thousand people: their number is not what it depends on.
  const scale = amount(values.scale ?? (values.selling ? "0.1" : "1"), "scale");
  const folder = values.selling ? "selling" : `scale-${scale}`;
  return {
    scale,
    seed: amount(values.seed, "seed"),
    data: resolve(values.data ?? join(import.meta.dirname, "data", folder)),
    isKept: values.keep,
    tasks: values.tasks?.split(",") ?? (values.selling ? [] : nineTasks),
    rounds: amount(values.rounds, "rounds"),
    seconds: amount(values.seconds, "seconds"),
    concurrency: amount(values.concurrency, "concurrency"),
    selling: values.selling,
    ...(values.json && { json: resolve(values.json) }),
  };
}

function amount(text: string, name: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} ${text} is no amount`);
}
