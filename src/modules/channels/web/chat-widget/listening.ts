import { type Asker, type Line, Refused } from "./asking.ts";

/** Taken up again soon after it was well, and ever later where it is not. */
const [shortestPause, longestPause] = [600, 30_000];
const wellAfter = 5000;
/** A stream says something at once; one that does not is held back on the way, and we ask instead. */
const firstWord = 8000;
/** Two heartbeats without a word: it is cut, though nobody said so. */
const silence = 45_000;

interface Listening {
  readonly asker: Asker;
  place(): number;
  readonly hear: (line: Line) => void;
  readonly tellConnected: (isConnected: boolean) => void;
  readonly tellTyping: () => void;
  /** The session is over. */
  readonly ended: () => void;
}

/** Hears what comes for as long as the page is there, wherever it was cut. Returns how to end it. */
export function listen(listening: Listening): () => void {
  const { asker, place, hear, tellConnected, tellTyping, ended } = listening;
  const ending = new AbortController();
  let asks = false;

  const stream = async (): Promise<void> => {
    const one = new AbortController();
    const stop = () => one.abort();
    ending.signal.addEventListener("abort", stop);
    let timer = setTimeout(() => {
      asks = true;
      stop();
    }, firstWord);
    try {
      const answer = await asker.open("stream", { "last-event-id": String(place()) }, one.signal);
      const reader = answer.body?.getReader();
      const decoder = new TextDecoder();
      for (let text = ""; reader; ) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(stop, silence);
        tellConnected(true);
        const parts = (text + decoder.decode(value, { stream: true })).split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) {
          const data = /^data: (.*)$/m.exec(part)?.[1];
          if (part.startsWith("event: typing")) tellTyping();
          else if (data) hear(JSON.parse(data) as Line);
        }
      }
    } finally {
      clearTimeout(timer);
      ending.signal.removeEventListener("abort", stop);
    }
  };

  const poll = async (): Promise<void> => {
    const { lines } = await asker.get<{ lines: Line[] }>(`messages?after=${place()}`, ending.signal);
    tellConnected(true);
    for (const line of lines) hear(line);
  };

  void (async () => {
    for (let pause = shortestPause / 2; !ending.signal.aborted; ) {
      const began = Date.now();
      try {
        await (asks ? poll() : stream());
        if (asks) continue;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return ended();
        if (!ending.signal.aborted && !asks) tellConnected(false);
      }
      pause = Date.now() - began > wellAfter ? shortestPause : Math.min(longestPause, pause * 2);
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
    }
  })();
  return () => ending.abort();
}
