import { setTimeout as pause } from "node:timers/promises";

export interface Message {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly object?: string; readonly ids?: readonly string[]; readonly kind?: string };
}

/** A live stream that somebody has open, and what came so far. */
export interface LiveStream {
  readonly status: number;
  readonly heard: Message[];
  changes(): readonly Message[];
  isClosed(): boolean;
  hangUp(): void;
}

/** Opens the stream of the server at `address`, waits until it is ready, and keeps what comes. */
export async function listenAt(
  address: string,
  headers: Readonly<Record<string, string>>,
): Promise<LiveStream> {
  const ending = new AbortController();
  const answer = await fetch(`${address}/api/live`, { headers, signal: ending.signal });
  const heard: Message[] = [];
  let closed = false;
  if (answer.status === 200) {
    void readMessages(answer, heard)
      .catch(() => {})
      .finally(() => {
        closed = true;
      });
    await until(() => heard.some(({ event }) => event === "ready" || event === "resync"));
  }
  const changes = () => heard.filter(({ event }) => event === "change");
  return { status: answer.status, heard, changes, isClosed: () => closed, hangUp: () => ending.abort() };
}

/** Puts the messages of a stream into `heard` as they come, until it ends. */
export async function readMessages(answer: Response, heard: Message[]): Promise<void> {
  let text = "";
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    const parts = text.split("\n\n");
    text = parts.pop() ?? "";
    for (const part of parts) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(part)?.[1];
      const [id, event, data] = [field("id"), field("event"), field("data")];
      if (id && event && data) heard.push({ id, event, data: JSON.parse(data) as Message["data"] });
    }
  }
}

/** Waits for what is meant to happen. */
export async function until(holds: () => boolean, milliseconds = 45_000): Promise<void> {
  for (const deadline = Date.now() + milliseconds; !holds(); await pause(10)) {
    if (Date.now() > deadline) throw new Error("it did not come to pass in time");
  }
}
