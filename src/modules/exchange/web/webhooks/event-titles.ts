import { recordEvents, type Webhook, type WebhookDelivery, type WebhookTopic } from "#exchange/contract";
import { useObjectTitle } from "#records/web";
import { useFormat } from "#web/format.ts";
import { useT } from "#web/texts.ts";

/** What an event is called: "Created", "Closed as won or lost". */
export function useEventTitle(): (event: string) => string {
  const t = useT();
  return (event) =>
    recordEvents.some((one) => one === event) || event === "webhook.test"
      ? t(`webhooks.events.${event.replace("webhook.", "")}`)
      : t(`events.${event}`);
}

/** What a delivery tells: "Deal · Closed as won or lost". */
export function useDeliveryTitle(): (delivery: WebhookDelivery) => string {
  const titleOf = useObjectTitle();
  const eventTitle = useEventTitle();
  return ({ object, type, count }) => {
    if (!object) return eventTitle(type);
    const event = type.startsWith(`${object}.`) ? type.slice(object.length + 1) : type;
    return `${titleOf(object, count > 1 ? "many" : "one")} · ${eventTitle(event)}`;
  };
}

/** What a webhook tells of: "Deals: created, changed". */
export function useTopicSentence(): (topic: WebhookTopic) => string {
  const { list } = useFormat();
  const titleOf = useObjectTitle();
  const eventTitle = useEventTitle();
  return ({ object, events }) => {
    const names = events.map((event) => eventTitle(event).toLocaleLowerCase());
    return `${titleOf(object, "many")}: ${list(names)}`;
  };
}

/** What a webhook tells of, in one line. */
export function useTopicsSentence(): (webhook: Webhook) => string {
  const sentence = useTopicSentence();
  return ({ topics }) => topics.map(sentence).join(" · ");
}
