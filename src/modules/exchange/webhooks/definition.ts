import { AppError } from "#kernel/error";
import { parseFilter } from "#kernel/filter";
import { type Egress, EgressError, narrowedToRole } from "#platform";
import { filterCondition, visibleField, type Work } from "#records";
import { grantOn } from "#records/contract";
import type { WebhookDefinition, WebhookTopic } from "../contract/webhooks.ts";
import { eventsOf, type News } from "./events.ts";

/** Throws `address_refused` for an address that may not be called. Asks the name server, so not within a transaction. */
export async function assertAddress(egress: Egress, address: string): Promise<void> {
  try {
    await egress.check(address);
  } catch (error) {
    if (error instanceof EgressError)
      throw new AppError("address_refused", { field: "address", cause: error });
    throw error;
  }
}

/**
 * Throws where the definition speaks of what there is not, or of more than its role within the actor's own rights may
 * see: `field_invalid`, `field_unknown`, `rights_exceeded` and the errors of filters, with the place at fault.
 */
export async function assertDefinition(
  work: Work,
  news: News,
  { topics, headers, role_id }: WebhookDefinition,
): Promise<void> {
  const within = { ...work, actor: await narrowedToRole(work, role_id) };
  const objects = topics.map((topic) => topic.object);
  for (const [index, topic] of topics.entries()) {
    if (objects.indexOf(topic.object) !== index) throw invalid(`topics.${index}.object`);
    assertTopic(within, news, topic, `topics.${index}`);
  }
  const names = headers.map(({ name }) => name.toLowerCase());
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index || isOurs(name)) throw invalid(`headers.${index}.name`);
  }
}

function assertTopic(work: Work, news: News, topic: WebhookTopic, place: string): void {
  const object = work.catalogue.objects.get(topic.object);
  if (!object || grantOn(work.actor.rights, topic.object).read === "none") throw invalid(`${place}.object`);
  const known = eventsOf(topic.object, news);
  if (topic.events.some((event) => !known.includes(event))) throw invalid(`${place}.events`);
  const hidden = topic.fields?.find((field) => !visibleField(work, object, field));
  if (hidden) throw new AppError("field_unknown", { field: hidden });
  if (topic.filter) filterCondition({ work, object, alias: "t" }, parseFilter(topic.filter));
}

/** Headers that the client or the specification writes; said otherwise they would make another request of it. */
function isOurs(name: string): boolean {
  return (
    /^(webhook|proxy|sec)-/.test(name) ||
    [
      "host",
      "connection",
      "keep-alive",
      "content-length",
      "content-type",
      "content-encoding",
      "transfer-encoding",
      "accept-encoding",
      "te",
      "trailer",
      "upgrade",
      "expect",
      "cookie",
    ].includes(name)
  );
}

function invalid(field: string): AppError {
  return new AppError("field_invalid", { field });
}
