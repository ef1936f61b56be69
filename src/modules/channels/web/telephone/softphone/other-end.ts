import type { RTCSession } from "jssip/lib/RTCSession.js";

/** Milliseconds for which nothing may come before the other end is asked whether it is there, and between looks. */
const quiet = 6_000;
const round = 2_000;

/**
 * Calls `gone` once the other end of a call neither sends anything nor answers that it is there: it may have lost its line without a
 * word. Any answer will do, and who is only silent is asked again and again. One that answers no such question while it speaks is not
 * taken for gone when it does not later: there are providers that let none through. Looks until the function that it gives is called.
 */
export function watchOtherEnd(session: RTCSession, gone: () => void): () => void {
  let heard = 0;
  let since = Date.now();
  let [isAsked, answers] = [false, false];
  const ask = (): void => {
    isAsked = true;
    const answered = () => (answers = true);
    const silent = () => answers && gone();
    // Not among the types of JsSIP, but in what it says it can.
    (session as unknown as Asking).sendRequest("OPTIONS", {
      eventHandlers: {
        onSuccessResponse: answered,
        onErrorResponse: answered,
        onRequestTimeout: silent,
        onDialogError: silent,
      },
    });
  };
  const look = async (): Promise<void> => {
    const now = await packetsOf(session.connection);
    const isSpeaking = now !== heard;
    if (isSpeaking) since = Date.now();
    heard = now;
    if (isSpeaking && !isAsked) return ask();
    if (Date.now() - since < quiet) return;
    since = Date.now();
    ask();
  };
  const timer = setInterval(() => void look().catch(() => {}), round);
  return () => clearInterval(timer);
}

interface Asking {
  sendRequest(
    method: "OPTIONS",
    options: {
      readonly eventHandlers: Readonly<
        Record<"onSuccessResponse" | "onErrorResponse" | "onRequestTimeout" | "onDialogError", () => void>
      >;
    },
  ): void;
}

async function packetsOf(connection: RTCPeerConnection | null): Promise<number> {
  let packets = 0;
  const statistics = await connection?.getStats();
  statistics?.forEach(({ type, packetsReceived }: { type: string; packetsReceived?: number }) => {
    if (type === "inbound-rtp") packets += packetsReceived ?? 0;
  });
  return packets;
}
