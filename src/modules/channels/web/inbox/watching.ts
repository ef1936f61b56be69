import { useEffect, useEffectEvent, useState } from "react";
import type { OutputOf } from "#kernel/action";
import { watchConversation } from "#channels/contract";
import { call } from "#web/client.ts";

export type Watcher = OutputOf<typeof watchConversation>["data"][number];

interface Watching {
  readonly others: readonly Watcher[];
  /** Version of the draft that stands on the server; null where there is none, undefined while nobody knows. */
  readonly draft: number | null | undefined;
}

const every = 4000;

/** Tells colleagues that one looks at a conversation or writes in it, and hears who else does. */
export function useWatching(id: string, typing: boolean): Watching {
  const [heard, setHeard] = useState<Watching>({ others: [], draft: undefined });
  const tell = useEffectEvent(async (isThere: () => boolean) => {
    if (document.hidden) return;
    try {
      const doing = typing ? "typing" : "looking";
      const { data, draft } = await call(watchConversation, { params: { id }, body: { doing } });
      if (isThere()) setHeard({ others: data, draft });
    } catch {
      // Who looks is no news to fail over: it is asked again in a moment.
    }
  });
  useEffect(() => {
    let there = true;
    const isThere = () => there;
    void tell(isThere);
    const turn = setInterval(() => void tell(isThere), every);
    return () => {
      there = false;
      clearInterval(turn);
      void call(watchConversation, { params: { id }, body: { doing: "gone" } }).catch(() => {});
    };
  }, [id, typing]);
  return heard;
}
