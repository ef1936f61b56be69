import { type Handler, handle, handleRaw, type Runtime } from "#records";
import { openEgress } from "#platform";
import * as actions from "../contract/webhook-actions.ts";
import { assertAddress } from "./definition.ts";
import { changeWebhook, createWebhook, type Keeping, removeWebhook, rotateSecret } from "./editing.ts";
import { eventsToTell, type News } from "./events.ts";
import { deliveriesOf, deliveryInDetail } from "./log.ts";
import { replayDelivery, replayFailed } from "./replaying.ts";
import { wakeSender } from "./sending.ts";
import { webhookInSight, webhooksInSight } from "./stored-webhook.ts";
import { switchOffByHand, switchOn } from "./switching.ts";
import { tryWebhook } from "./trying.ts";

/** The actions on webhooks with what runs them. `news` are the events that modules have of their own. */
export function webhookHandlers(news: News): readonly Handler[] {
  return [...keeping(news), ...log];
}

function keeping(news: News): readonly Handler[] {
  const keepingIn = ({ settings }: Runtime): Keeping => ({ news, key: settings.secret });
  return [
    handle(actions.listWebhookEvents, async (work) => ({ data: eventsToTell(work, news) })),
    handle(actions.listWebhooks, async (work) => ({ data: await webhooksInSight(work) })),
    handle(actions.getWebhook, (work, { params }) => webhookInSight(work, params.id)),
    handleRaw(actions.createWebhook, async ({ runtime, actor }, { body }) => {
      await assertAddress(openEgress(runtime.settings), body.address);
      return runtime.run(actor, "api", (work) => createWebhook(work, keepingIn(runtime), body));
    }),
    handleRaw(actions.changeWebhook, async ({ runtime, actor }, { params, body }) => {
      await assertAddress(openEgress(runtime.settings), body.address);
      const change = { ...body, id: params.id };
      return runtime.run(actor, "api", (work) => changeWebhook(work, keepingIn(runtime), change));
    }),
    handle(actions.removeWebhook, (work, { params }) => removeWebhook(work, params.id)),
    handle(actions.switchWebhookOn, (work, { params }) => switchOn(work, params.id)),
    handle(actions.switchWebhookOff, (work, { params }) => switchOffByHand(work, params.id)),
    handle(actions.rotateWebhookSecret, (work, { params }, { runtime }) =>
      rotateSecret(work, runtime.settings.secret, params.id),
    ),
    handleRaw(actions.testWebhook, ({ runtime, actor }, { params }) => tryWebhook(runtime, actor, params.id)),
  ];
}

const log: readonly Handler[] = [
  handle(actions.listDeliveries, (work, { params, query }) => deliveriesOf(work, params.id, query)),
  handle(actions.getDelivery, (work, { params }) => deliveryInDetail(work, params.id)),
  handleRaw(actions.replayDelivery, async ({ runtime, actor }, { params }) => {
    await runtime.run(actor, "api", (work) => replayDelivery(work, params.id));
    await wakeSender(runtime);
  }),
  handleRaw(actions.replayFailed, async ({ runtime, actor }, { params, body }) => {
    const replayed = await runtime.run(actor, "api", (work) => replayFailed(work, params.id, body.since));
    await wakeSender(runtime);
    return replayed;
  }),
];
