import { type Asker, type Line, Refused } from "./asking.ts";
import type { Keeper, Waiting } from "./keeping.ts";
import { listen } from "./listening.ts";

/** Who the visitor is at this page, as its server has signed it. */
export interface Identity {
  readonly id: string;
  readonly email?: string;
  readonly name?: string;
  readonly until: number;
  readonly signature: string;
}

/** What the panel shows of it. */
export interface View {
  lines(): void;
  connected(isConnected: boolean): void;
  /** Somebody writes to them at this moment. */
  typing(): void;
  /** A message was refused: a field is missing or wrong. */
  refused(waiting: Waiting, field: string | undefined): void;
}

interface Begun {
  readonly token: string;
  readonly known: boolean;
  readonly name: string | null;
  readonly email: string | null;
  readonly lines: readonly Line[];
  readonly earlier: boolean;
}

const longestPause = 30_000;

export interface Conversation {
  readonly lines: Line[];
  readonly waiting: readonly Waiting[];
  hasEarlier(): boolean;
  isKnown(): boolean;
  /** Takes up what this browser had before; nothing is asked of the server for who never wrote. */
  takeUp(): Promise<void>;
  say(message: Omit<Waiting, "id" | "page" | "at">): void;
  forget(waiting: Waiting): void;
  sendFile(file: File): Promise<void>;
  readEarlier(): Promise<void>;
  typing(): void;
  /** How far it was told, and how far it was seen. */
  mark(isSeen: boolean): void;
}

export function conversationOf(
  asker: Asker,
  keeper: Keeper,
  { language, identity, view }: { language: string; identity: Identity | undefined; view: () => View },
): Conversation {
  const { kept } = keeper;
  const lines: Line[] = [];
  let known = identity !== undefined;
  let earlier = false;
  let begun: Promise<void> | undefined;
  let stop: (() => void) | undefined;
  let flushing: Promise<void> | undefined;
  let typedAt = 0;
  let marked = { delivered: 0, read: 0 };
  let marking: ReturnType<typeof setTimeout> | undefined;

  const newest = (): number => lines.reduce((most, { sequence }) => Math.max(most, sequence), 0);

  const add = (some: readonly Line[]): void => {
    for (const line of some) {
      if (lines.some(({ sequence }) => sequence === line.sequence)) continue;
      lines.push(line);
      kept.waiting = kept.waiting.filter(({ id }) => id !== line.sent);
    }
    lines.sort((left, right) => left.sequence - right.sequence);
    keeper.save();
    view().lines();
  };

  const begin = async (): Promise<void> => {
    const told = await asker.post<Begun>(`session?language=${language}`, {
      ...(kept.token && { token: kept.token }),
      ...(identity && { identity }),
    });
    if (kept.token !== null && told.token !== kept.token && !identity) lines.length = 0;
    asker.token = kept.token = told.token;
    known = told.known || told.email !== null;
    earlier = told.earlier;
    add(told.lines);
    stop = listen({
      asker,
      place: newest,
      hear: (line) => add([line]),
      tellConnected: (isConnected) => view().connected(isConnected),
      tellTyping: () => view().typing(),
      ended: () => {
        begun = undefined;
        void flush();
      },
    });
  };

  const assertBegun = (): Promise<void> => {
    begun ??= begin().catch((error: unknown) => {
      begun = undefined;
      stop?.();
      throw error;
    });
    return begun;
  };

  /** Sends what waits in its order, again and again, until the server has said that it has it. */
  const flush = (): Promise<void> => {
    flushing ??= sendAll().finally(() => {
      flushing = undefined;
    });
    return flushing;
  };

  const sendAll = async (): Promise<void> => {
    for (let pause = 1000; kept.waiting[0]; ) {
      const message = kept.waiting[0];
      try {
        await assertBegun();
        const { at: _at, ...sent } = message;
        await asker.post("messages", sent);
        // It stays on the screen until it comes back as a line.
        kept.waiting = kept.waiting.filter(({ id }) => id !== message.id);
        keeper.save();
        if (!lines.some(({ sent: of }) => of === message.id)) onTheWay.push(message);
        view().connected(true);
        pause = 1000;
      } catch (error) {
        if (error instanceof Refused && error.status === 401) begun = undefined;
        else if (error instanceof Refused) {
          kept.waiting = kept.waiting.filter(({ id }) => id !== message.id);
          keeper.save();
          view().refused(message, error.field);
          continue;
        } else view().connected(false);
        await new Promise((resolve) => setTimeout(resolve, pause));
        pause = Math.min(longestPause, pause * 2);
      }
    }
    view().lines();
  };
  const onTheWay: Waiting[] = [];

  return {
    lines,
    get waiting() {
      const there = new Set(lines.map(({ sent }) => sent));
      const all = [...onTheWay, ...kept.waiting].filter(({ id }) => !there.has(id));
      return [...new Map(all.map((one) => [one.id, one])).values()];
    },
    hasEarlier: () => earlier,
    isKnown: () => known,
    async takeUp() {
      if (kept.token || identity || kept.waiting.length > 0) await assertBegun().catch(() => {});
      if (kept.waiting.length > 0) void flush();
    },
    say(message) {
      const at = new Date().toISOString();
      kept.waiting.push({ ...message, id: newId(), page: location.href.slice(0, 2000), at });
      keeper.save();
      view().lines();
      void flush();
    },
    forget(waiting) {
      kept.waiting = kept.waiting.filter(({ id }) => id !== waiting.id);
      keeper.save();
    },
    async sendFile(file) {
      await assertBegun();
      await asker.send(`files?id=${newId()}&name=${encodeURIComponent(file.name)}`, file);
    },
    async readEarlier() {
      const before = lines[0]?.sequence ?? 0;
      const told = await asker.get<{ lines: Line[]; earlier: boolean }>(`messages?before=${before}`);
      earlier = told.earlier;
      add(told.lines);
    },
    typing() {
      if (!begun || Date.now() - typedAt < 3000) return;
      typedAt = Date.now();
      void asker.post("typing", {}).catch(() => {});
    },
    mark(isSeen) {
      const place = newest();
      const next = { delivered: place, read: isSeen ? place : marked.read };
      if (!begun || (next.delivered <= marked.delivered && next.read <= marked.read)) return;
      marked = next;
      clearTimeout(marking);
      marking = setTimeout(() => void asker.post("marks", marked).catch(() => {}), 200);
    },
  };
}

/** `randomUUID` is there only on pages that came by https. */
function newId(): string {
  if ("randomUUID" in crypto) return crypto.randomUUID();
  const bytes = (crypto as Crypto).getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 64;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 128;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
