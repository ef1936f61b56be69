import { useEffect, useRef, useSyncExternalStore } from "react";

/** Records of an object changed, wherever that was done. `resync`: too much was missed, read all anew. */
export interface LiveChange {
  readonly object: string;
  readonly ids: readonly string[];
  readonly kind: "created" | "changed" | "archived" | "restored" | "event" | "resync";
  /** Name of the event behind it, as its contract says it. */
  readonly name: string;
}

type Message = { readonly change: LiveChange } | { readonly connected: boolean };

const listeners = new Set<(change: LiveChange) => void>();
const watchers = new Set<() => void>();
const channel = new BroadcastChannel("rapport.live");
let connected = true;
let started = false;

/** Hears changes of `object` (`*` for all) as long as the component is there. */
export function useLive(object: string, hear: (change: LiveChange) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => {
    const listener = (change: LiveChange) => {
      if (object === "*" || change.object === object || change.kind === "resync") latest.current(change);
    };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, [object]);
}

/** Whether the line to the server stands; the frame says so when it does not. */
export function useConnected(): boolean {
  return useSyncExternalStore(watch, () => connected);
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => void watchers.delete(changed);
}

/**
 * Opens the stream once somebody is signed in. A browser allows six connections to a server over HTTP/1.1,
 * so all tabs share one stream: the tab that holds the lock keeps it and passes on what it hears.
 */
export function startLive(): void {
  if (started) return;
  started = true;
  channel.onmessage = (event: MessageEvent<Message>) => take(event.data);
  // Locks exist only in a secure context; over plain HTTP in an office each tab keeps its own stream.
  if (!navigator.locks) return listen();
  void navigator.locks.request("rapport.live", () => {
    listen();
    return new Promise(() => {});
  });
}

function listen(): void {
  const source = new EventSource("/api/live");
  const pass = (message: Message) => {
    take(message);
    if (navigator.locks) channel.postMessage(message);
  };
  source.addEventListener("change", (event) => pass({ change: JSON.parse(event.data) as LiveChange }));
  source.addEventListener("resync", () =>
    pass({ change: { object: "*", ids: [], kind: "resync", name: "resync" } }),
  );
  source.onopen = () => pass({ connected: true });
  source.onerror = () => {
    pass({ connected: false });
    // The browser tries again by itself, resuming by Last-Event-ID, unless the answer was a refusal.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 5000);
  };
}

function take(message: Message): void {
  if ("change" in message) {
    for (const listener of listeners) listener(message.change);
  } else if (message.connected !== connected) {
    connected = message.connected;
    for (const watcher of watchers) watcher();
  }
}
