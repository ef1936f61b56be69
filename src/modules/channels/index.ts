import { handle, type Module } from "#records";
import { accountRules, queueRules } from "./accounts/rules.ts";
import { adapterOf } from "./adapters.ts";
import { cannedHandlers } from "./canned/handlers.ts";
import { cannedAnswerRules } from "./canned/rules.ts";
import { chatHandlers } from "./chat/handlers.ts";
import { goOnByMail } from "./chat/by-mail/going-on.ts";
import type { ArticlesForVisitors } from "./chat/public/articles.ts";
import { createPublicChat } from "./chat/public/protocol.ts";
import { visitorsSeeTheirOwn } from "./chat/telling/hearing.ts";
import { forgetSessions } from "./chat/visiting/sessions.ts";
import * as contract from "./contract/index.ts";
import { assignConversation, claimConversation } from "./conversations/assigning.ts";
import { beginConversation } from "./conversations/beginning.ts";
import {
  closeConversation,
  markAsSpam,
  reopenConversation,
  snoozeConversation,
} from "./conversations/moving.ts";
import { followersAreTold } from "./conversations/following.ts";
import { moveToParty } from "./conversations/party.ts";
import { conversationRules } from "./conversations/rules.ts";
import { wakeSnoozed } from "./conversations/waking.ts";
import { consentsOfKnownAreKept } from "./forms/consents.ts";
import { formIsConfirmed } from "./forms/confirming.ts";
import { formHandlers } from "./forms/handlers.ts";
import { publicForms } from "./forms/public/protocol.ts";
import { inboxHandlers } from "./inbox/handlers.ts";
import { forgetWatchers } from "./inbox/watching.ts";
import { receiptIsConfirmed } from "./mail/automatic/confirming.ts";
import { openedMail } from "./mail/opening/opened-mail.ts";
import { bouncesAreHeard } from "./mail/bounces/marking.ts";
import { listenToMailboxes } from "./mail/fetching/watching.ts";
import { mailHandlers } from "./mail/handlers.ts";
import { takeMailIn } from "./mail/listening/listener.ts";
import { keepSent, sentIsKept } from "./mail/sending/keeping-sent.ts";
import { messengerHandlers } from "./messengers/handlers.ts";
import { holdMessengers } from "./messengers/holding.ts";
import { fetchMedia, mediaIsFetched } from "./messengers/media.ts";
import { channelWebhooks } from "./messengers/webhooks.ts";
import { openFiles } from "./messengers/open-files.ts";
import { answeringOf, beginningsFor } from "./messages/answering.ts";
import { templateHandlers } from "./whatsapp/templates.ts";
import { messagesOf } from "./messages/reading.ts";
import { noteInIt, writeMessage } from "./messages/writing.ts";
import { routingHandlers } from "./routing/handlers.ts";
import { outsideIsAnswered } from "./routing/outside-answer.ts";
import { routeWaiting, waitingIsRouted } from "./routing/routing.ts";
import { messagesGoOut, sendDue } from "./sending/outbox.ts";
import { sendAgain, withdrawMessage } from "./sending/withdrawing.ts";
import { settleWaiting } from "./taking-in/settling.ts";
import { browserLine } from "./telephone/edge/browser-line.ts";
import { keepEdge } from "./telephone/edge/keeping-edge.ts";
import { telephoneHandlers } from "./telephone/handlers.ts";
import { forgetRecordings } from "./telephone/forgetting-recordings.ts";
import { fetchRecordings } from "./telephone/recordings.ts";
import { endedCallsAreSettled, settleCalls } from "./telephone/settling.ts";
import { switchboard } from "./telephone/switchboard.ts";

export { demonstrateCorrespondence } from "./demonstration/corresponding.ts";
export { adapterOf } from "./adapters.ts";
export { askedConsents } from "./forms/consents.ts";
export { writeMessage } from "./messages/writing.ts";
export { textOfHtml } from "./mail/reading/html-text.ts";
export { forgetNumber, numberConversation } from "./mail/threading/numbers.ts";
export { parseMail } from "./mail/reading/parsing.ts";

const room = {
  name: "channels",
  objects: [
    contract.queueObject,
    contract.channelAccountObject,
    contract.conversationObject,
    contract.messageObject,
    contract.messageFileObject,
    contract.callObject,
    contract.cannedAnswerObject,
    contract.agentObject,
  ],
  rules: {
    channel_account: accountRules,
    queue: queueRules,
    conversation: conversationRules,
    canned_answer: cannedAnswerRules,
  },
  news: contract.channelNews,
  handlers: [
    handle(contract.readMessages, (work, { params, query }) => messagesOf(work, params.id, query)),
    handle(contract.writeMessage, (work, { params, body }, { runtime }) =>
      writeMessage(work, { runtime, adapterOf }, params.id, body),
    ),
    handle(contract.readAnswering, (work, { params }) => answeringOf(work, adapterOf, params.id)),
    handle(contract.readBeginnings, (work, { query }) => beginningsFor(work, adapterOf, query.party)),
    handle(contract.noteInConversation, (work, { params, body }) => noteInIt(work, params.id, body)),
    handle(contract.withdrawMessage, (work, { params }) => withdrawMessage(work, params.id)),
    handle(contract.sendMessageAgain, (work, { params }) => sendAgain(work, params.id)),
    handle(contract.beginConversation, (work, { params, body }, { runtime }) =>
      beginConversation(work, { runtime, adapterOf }, params.id, body),
    ),
    handle(contract.claimConversation, (work, { params }) => claimConversation(work, params.id)),
    handle(contract.assignConversation, (work, { params, body }) =>
      assignConversation(work, params.id, body),
    ),
    handle(contract.snoozeConversation, (work, { params, body }) =>
      snoozeConversation(work, params.id, body.until),
    ),
    handle(contract.closeConversation, (work, { params }) => closeConversation(work, params.id)),
    handle(contract.reopenConversation, (work, { params }) => reopenConversation(work, params.id)),
    handle(contract.markAsSpam, (work, { params }) => markAsSpam(work, params.id)),
    ...mailHandlers,
    ...chatHandlers,
    ...formHandlers,
    ...messengerHandlers,
    ...templateHandlers,
    handle(contract.moveToParty, (work, { params, body }) => moveToParty(work, params.id, body)),
    ...telephoneHandlers,
    ...inboxHandlers,
    ...cannedHandlers,
    ...routingHandlers,
  ],
  protocols: [switchboard, publicForms, channelWebhooks, openedMail, openFiles],
  sockets: [browserLine],
  subscriptions: [
    messagesGoOut,
    bouncesAreHeard,
    receiptIsConfirmed,
    consentsOfKnownAreKept,
    formIsConfirmed,
    sentIsKept,
    visitorsSeeTheirOwn,
    endedCallsAreSettled,
    waitingIsRouted,
    outsideIsAnswered,
    followersAreTold,
    mediaIsFetched,
  ],
  watches: {
    "channels.listen_to_mailboxes": listenToMailboxes,
    "channels.take_mail_in": takeMailIn,
    "channels.hold_messengers": holdMessengers,
    "channels.keep_edge": keepEdge,
  },
  jobs: {
    "channels.send": async (runtime, _payload, stopping) =>
      void (await sendDue(runtime, adapterOf, { stopping })),
    "channels.keep_sent": keepSent,
    "channels.settle": async (runtime, _payload, stopping) =>
      void (await settleWaiting(runtime, adapterOf, { stopping })),
    "channels.settle_calls": (runtime) => settleCalls(runtime),
    "channels.fetch_recordings": (runtime, _payload, stopping) => fetchRecordings(runtime, stopping),
    "channels.forget_recordings": (runtime, _payload, stopping) => forgetRecordings(runtime, stopping),
    "channels.wake": async (runtime) => {
      await wakeSnoozed(runtime);
      await forgetWatchers(runtime.database);
      await routeWaiting(runtime);
    },
    "channels.chat_by_mail": (runtime) => goOnByMail(runtime, adapterOf),
    "channels.forget_visitors": (runtime) => forgetSessions(runtime),
    "channels.media": (runtime, _payload, stopping) => fetchMedia(runtime, stopping),
  },
  crontab: [
    "* * * * * channels.send",
    "* * * * * channels.settle",
    "* * * * * channels.wake",
    "* * * * * channels.settle_calls",
    "* * * * * channels.fetch_recordings",
    "17 * * * * channels.forget_recordings",
    "* * * * * channels.chat_by_mail",
    "41 3 * * * channels.forget_visitors",
    "* * * * * channels.media",
  ],
} satisfies Module;

interface Above {
  /** What a room above has written that may answer who types into a chat. */
  readonly articlesForVisitors: ArticlesForVisitors;
}

/** Every contact by any channel: what comes in and goes out, the conversations it belongs to, and who answers. */
export function createChannels({ articlesForVisitors }: Above): Module {
  return { ...room, protocols: [...room.protocols, createPublicChat(articlesForVisitors)] };
}
