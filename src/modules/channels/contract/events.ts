/** What channels tell the rest of the house; each is written with the rows it speaks of. */
export const channelEvents = {
  /** A new one, by whatever way. payload: `channel`, `account`, `automatic` */
  conversationBegun: "channels.conversation_begun",
  /** Something was said in it: lists and counters look again. */
  conversationTouched: "channels.conversation_touched",
  /** payload: `conversation`, `automatic`, `account` */
  messageReceived: "channels.message_received",
  /** Said among ourselves. payload: `conversation` */
  noteWritten: "channels.note_written",
  /** Something waits to go out. payload: `account`, `at` */
  messageQueued: "channels.message_queued",
  /** payload: `conversation` */
  messageSent: "channels.message_sent",
  /** Refused, bounced or nobody knows. payload: `conversation`, `state` */
  messageFailed: "channels.message_failed",
  /** payload: `from`, `to` (states), `by` (user or null) */
  conversationMoved: "channels.conversation_moved",
  /** A web form was sent; the records are their conversations. payload: `account`, `message`, `ticket` (whether it is to become one, and of which `type`, `priority`, `queue`) */
  formSubmitted: "channels.form_submitted",
  /** What a switchboard tells of a call. payload: `state`, `agent` (user or null) */
  callMoved: "channels.call_moved",
  /** The party of it was found, or it was moved to another. payload: `from`, `to` */
  partyChanged: "channels.party_changed",
} as const;

/** Those that other systems may hear of, by what they are about. */
export const channelNews: Readonly<Record<string, readonly string[]>> = {
  conversation: [
    channelEvents.conversationBegun,
    channelEvents.conversationMoved,
    channelEvents.partyChanged,
  ],
  call: [channelEvents.callMoved],
  message: [channelEvents.messageReceived, channelEvents.messageSent, channelEvents.messageFailed],
};
