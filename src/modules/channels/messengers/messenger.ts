import type { EgressStream } from "#platform";
import type { Runtime } from "#records";
import type { ChannelAdapter } from "../adapter.ts";
import type { MessengerKind } from "../contract/messengers.ts";
import type { Arrival } from "../taking-in/receipts.ts";
import type { Connected } from "./connection.ts";

/** What a service sent to our address. */
export interface Notice {
  /** Our address as the service was told it, with what stands behind the `?`. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it came: signatures are over these bytes. */
  readonly content: Buffer;
}

/** A file that the service keeps for us. */
export interface Media {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

/** How a service tells what comes by calling an address of ours. */
export interface Hook {
  /** Whether the service itself sent it. */
  readonly isGenuine: (connected: Connected, notice: Notice) => boolean;
  /** What a notice holds, each by the service's own id. Throws `Unreadable`. */
  readonly arrivals: (connected: Connected, content: Buffer) => Arrival[];
  /** What a notice that asks something, rather than tell it, is answered; null where it tells. */
  readonly answer?: (runtime: Runtime, connected: Connected, content: Buffer) => Promise<string | null>;
  /** What is answered to a service that asks whether the address is ours; null where it does not know our word. */
  readonly challenge?: (connected: Connected, query: URLSearchParams) => string | null;
  /** What it is told when we have it. */
  readonly thanks: { readonly type: string; readonly body: string };
}

/** A connection to a service that one process holds. */
export interface Line {
  readonly runtime: Runtime;
  readonly connected: Connected;
  readonly stopping: AbortSignal;
  /** To be called whenever it is. */
  readonly isWell: () => Promise<void>;
  /** Writes down what came, each thing once, and makes out what it means; only then is the service told that we have it. */
  readonly take: (arrivals: readonly Arrival[]) => Promise<void>;
  /** Hands over what is due by this account, as long as `until` is not aborted. */
  readonly sendAll: (send: ChannelAdapter["send"], until: AbortSignal) => Promise<void>;
}

/** A channel of short texts: its service calls an address of ours, or we hold a connection to it. */
export interface Messenger extends ChannelAdapter {
  readonly kind: MessengerKind;
  readonly hook?: Hook;
  /** Connects, takes in what comes and hands over what goes out, until it breaks off. Throws what `troubleOf` understands. */
  readonly hold?: (line: Line) => Promise<void>;
  /** Signs in, and tells the service our address where it takes it so. Answers what others write to. Throws `MessengerError`. */
  readonly connect: (runtime: Runtime, connected: Connected) => Promise<{ readonly address: string }>;
  readonly fetchMedia?: (runtime: Runtime, connected: Connected, media: Media) => Promise<EgressStream>;
}
