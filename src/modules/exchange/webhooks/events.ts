import type { StoredEvent } from "#kernel/event";
import type { Catalogue, Work } from "#records";
import { grantOn } from "#records/contract";
import { type RecordEvent, recordEvents, type WebhookTopic } from "../contract/webhooks.ts";

/** Events that modules have of their own, by the object they speak of. */
export type News = Readonly<Record<string, readonly string[]>>;

/** The event of the test button. */
export const testEvent = "webhook.test";

/** What a webhook of the actor can tell of, by object. */
export function eventsToTell(work: Work, news: News): { object: string; events: string[] }[] {
  return [...work.catalogue.objects.keys()]
    .filter((object) => grantOn(work.actor.rights, object).read !== "none")
    .map((object) => ({ object, events: eventsOf(object, news) }));
}

export function eventsOf(object: string, news: News): string[] {
  return [...recordEvents, ...(Object.hasOwn(news, object) ? (news[object] ?? []) : [])];
}

/** The event as a topic names it: `changed`, `sales.deal_closed`. */
export function nameOf({ name }: StoredEvent): string {
  return recordEventOf(name) ?? name;
}

/** `type` of the message: `deal.changed`, `sales.deal_closed`. */
export function typeOf({ object, event }: { object: string | null; event: string }): string {
  return isRecordEvent(event) ? `${object}.${event}` : event;
}

/** Whether a topic speaks of the event; a wide object stands for its faces, a party for persons and companies. */
export function isAbout(catalogue: Catalogue, topic: WebhookTopic, event: StoredEvent): boolean {
  if (!topic.events.includes(nameOf(event))) return false;
  // An event of a module's own names its object itself.
  if (!recordEventOf(event.name)) return true;
  return topic.object === event.object || facesOf(catalogue, topic.object).includes(event.object);
}

function facesOf(catalogue: Catalogue, object: string): readonly string[] {
  return catalogue.objects.get(object)?.faces ?? [];
}

function recordEventOf(name: string): RecordEvent | undefined {
  return recordEvents.find((one) => name === `records.${one}`);
}

function isRecordEvent(event: string): event is RecordEvent {
  return recordEvents.some((one) => one === event);
}
