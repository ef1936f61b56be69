import { AppError } from "#kernel/error";
import type { Actor, Runtime, Work } from "#records";
import { type Collection, collections } from "../dav/collections.ts";
import type { DavServer } from "./client.ts";
import type { From } from "./entry-in-hand.ts";
import type { ChosenCalendar } from "./stored-entries.ts";

/** One calendar while it is kept in step. */
export interface Round {
  readonly runtime: Runtime;
  readonly actor: Actor;
  readonly server: DavServer;
  readonly calendar: ChosenCalendar;
}

export function fromOf({ id, component }: ChosenCalendar): From {
  return { calendar: id, collection: collectionOf(component) };
}

function collectionOf(component: ChosenCalendar["component"]): Collection {
  const collection = collections.find((one) => one.form.component === component);
  if (!collection) throw new AppError("internal");
  return collection;
}

export function inUnit<T>({ runtime, actor }: Round, run: (work: Work) => Promise<T>): Promise<T> {
  return runtime.run(actor, "sync", run);
}

export function whileReading<T>({ runtime, actor }: Round, run: (work: Work) => Promise<T>): Promise<T> {
  return runtime.read(actor, "sync", run);
}
