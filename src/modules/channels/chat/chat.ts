import type { ChannelAdapter } from "../adapter.ts";
import { largestUpload } from "./public/limits.ts";
import { tellVisitors } from "./telling/lines.ts";
import { readArrived } from "./visiting/arrived.ts";

/** Plays chats on web pages: what we write is handed over as it is kept, for visitors read it from us. */
export const chat: ChannelAdapter = {
  kind: "chat",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: largestUpload,
    length: 20_000,
    delivered: true,
    read: true,
    answersWithin: null,
    begins: false,
  },
  forgetsRaw: true,
  read: readArrived,
  async takenIn(work, taken) {
    await tellVisitors(work, taken);
  },
  async handOver(work, message) {
    return (await tellVisitors(work, message)).length > 0;
  },
  /** What was to go out later. */
  async send(runtime, _account, { conversation, id }) {
    const told = await runtime.runAsSystem((work) => tellVisitors(work, { conversation, message: id }));
    return told.length > 0 ? { state: "sent" } : { state: "refused", problem: "nobody_to_send_to" };
  },
};
