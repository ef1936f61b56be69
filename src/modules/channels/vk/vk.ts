import { createHash } from "node:crypto";
import { z } from "zod";
import { countAttempt } from "#platform";
import { isSameSecret, type Runtime } from "#records";
import type { Outcome } from "../adapter.ts";
import { fileAt } from "../connections/file-elsewhere.ts";
import { handOverAll, jsonIn } from "../messengers/calling.ts";
import { as, type Connected, connectedAs } from "../messengers/connection.ts";
import type { Messenger } from "../messengers/messenger.ts";
import { peerOf } from "../messengers/peer.ts";
import { askCommunity, confirmationOf, connectCommunity, upload, wordOf } from "./community.ts";
import { vkEvent } from "./event.ts";
import { arrivalOf, readEvent } from "./reading.ts";

/** A community of VK (https://dev.vk.com/ru/api/callback/getting-started): they write first, we answer for as long as they allow it. */
export const vk: Messenger = {
  kind: "vk",
  abilities: {
    html: false,
    subject: false,
    recipients: false,
    files: 25_000_000,
    length: 4096,
    delivered: false,
    read: false,
    answersWithin: null,
    begins: false,
  },
  hook: {
    thanks: { type: "text/plain", body: "ok" },
    isGenuine(connected, { content }) {
      const event = vkEvent.safeParse(jsonIn(content)).data;
      if (String(event?.group_id) !== as(connected, "vk").settings.group_id) return false;
      // What it asks before it knows our word; the answer opens nothing.
      return event?.type === "confirmation" || isSameSecret(wordOf(connected), event?.secret);
    },
    async answer(runtime, connected, content) {
      const event = vkEvent.safeParse(jsonIn(content)).data;
      if (event?.type !== "confirmation") return null;
      const key = ["vk confirmation", connected.account.id];
      await countAttempt(runtime.database, [{ key, most: 10, seconds: 60 }]);
      return confirmationOf(runtime, as(connected, "vk"));
    },
    arrivals: (_connected, content) => [arrivalOf(content)],
  },
  connect: (runtime, connected) => connectCommunity(runtime, as(connected, "vk")),
  fetchMedia: (runtime, _connected, { id }) => fileAt(runtime, id),
  read: readEvent,
  async send(runtime, account, { id, conversation, body, files, attempts }) {
    const community = await connectedAs(runtime, account.id, "vk");
    const peer = await peerOf(runtime, conversation);
    if (!peer) return { state: "refused", problem: "not_begun_here" };
    return handOverAll(
      [
        () => sendTo(runtime, community, { peer, once: id, message: body }),
        ...files.map((file, place) => async (): Promise<Outcome> => {
          const left = await upload(runtime, community, { peer, file });
          if ("problem" in left) return { state: "refused", problem: left.problem };
          return sendTo(runtime, community, { peer, once: `${id} ${place}`, attachment: left.attachment });
        }),
      ],
      { attempts },
    );
  },
};

/** VK: too many requests, flood, and what went wrong there. */
const later: ReadonlySet<number> = new Set([1, 6, 9, 10]);

async function sendTo(
  runtime: Runtime,
  community: Connected<"vk">,
  { peer, once, ...what }: { peer: string; once: string; message?: string; attachment?: string },
): Promise<Outcome> {
  const told = await askCommunity(runtime, community, "messages.send", {
    peer_id: peer,
    // Of two with the same number VK sends one.
    random_id: String(createHash("sha256").update(once).digest().readInt32BE()),
    ...what,
  });
  const sent = z.number().safeParse(told.response);
  if (sent.success) return { state: "sent", externalId: String(sent.data) };
  if (later.has(told.code)) return { state: "later", problem: told.problem };
  if (told.code === 0) throw new Error(told.problem);
  return { state: "refused", problem: told.problem.slice(0, 1000) };
}
