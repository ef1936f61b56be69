import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connectHere } from "./loopback.ts";
import { netstring, netstrings, type News, readMessage } from "./messages.ts";

/** So often, a tenth of a second apart, the edge is asked whether it is there by now. */
const mostTries = 100;

export interface EdgeTalk {
  say(words: string): void;
  /** Resolves when the edge speaks no more. */
  readonly over: Promise<void>;
  end(): void;
}

interface Talking {
  readonly port: number;
  readonly key: string;
  readonly hear: (news: News) => void;
  readonly stopping: AbortSignal;
}

/** Begins to speak with an edge that has just been started. Throws where it does not answer in time. */
export async function speakWithEdge({ port, key, hear, stopping }: Talking): Promise<EdgeTalk> {
  const socket = await reached(port, stopping);
  const say = (words: string) => void socket.write(netstring(`key=${key};${words}`));
  const over = new Promise<void>((done) => socket.once("close", () => done()));
  await new Promise<void>((ready, fail) => {
    const read = netstrings((message) => {
      const news = readMessage(message);
      if (news === "ready") ready();
      else if (news) hear(news);
    });
    socket.on("data", (piece) => {
      try {
        read(piece);
      } catch (error) {
        socket.destroy(error as Error);
      }
    });
    socket.once("close", () => fail(new Error("The edge hung up")));
    say("do=hello");
  });
  return { say, over, end: () => socket.destroy() };
}

async function reached(port: number, stopping: AbortSignal): Promise<Socket> {
  for (let tries = 0; tries < mostTries && !stopping.aborted; tries++) {
    const socket = await connectHere(port);
    if (socket) return socket.on("error", () => socket.destroy());
    await pause(100);
  }
  throw new Error("The edge does not answer");
}
