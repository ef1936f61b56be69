import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { OutputOf } from "#kernel/action";
import { type Answering, readAnswering } from "#channels/contract";
import { type ApiProblem, call } from "#web/client.ts";
import type { Conversation } from "../conversation.ts";

/** What an answer may have; null where no channel takes one, undefined until it is known. */
export function useAnswering({ id, last_message_at: last }: Conversation): Answering | null | undefined {
  const { data } = useQuery<OutputOf<typeof readAnswering>, ApiProblem>({
    queryKey: ["conversation", id, "answering", last],
    queryFn: () => call(readAnswering, { params: { id } }),
    placeholderData: (before) => before,
  });
  const answering = data?.answering;
  const isOver = useIsPast(answering?.until);
  return answering ? { ...answering, late: answering.late || isOver } : answering;
}

/** Whether a reply can go out at all. */
export function takesReplies(answering: Answering | null | undefined): boolean {
  return answering === undefined || (answering !== null && answering.active && !answering.late);
}

// A moment that comes while one writes is noticed when it comes.
function useIsPast(moment: string | null | undefined): boolean {
  const [now, setNow] = useState(() => Date.now());
  const left = moment ? Date.parse(moment) - now : Number.POSITIVE_INFINITY;
  useEffect(() => {
    if (left <= 0 || left > longestWait) return;
    const clock = setTimeout(() => setNow(Date.now()), left + 500);
    return () => clearTimeout(clock);
  }, [left]);
  return left <= 0;
}

/** Clocks of browsers count no further than three weeks; a conversation is not looked at for so long. */
const longestWait = 86_400_000;
