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

/** A channel that tells what comes by calling an address of ours. */
export interface Messenger extends ChannelAdapter {
  readonly kind: MessengerKind;
  /** Whether the service itself sent it. */
  readonly isGenuine: (connected: Connected, notice: Notice) => boolean;
  /** What a notice holds, each by the service's own id. Throws `Unreadable`. */
  readonly arrivals: (connected: Connected, content: Buffer) => Arrival[];
  /** What is answered to a service that asks whether the address is ours; null where it does not know our word. */
  readonly challenge?: (connected: Connected, query: URLSearchParams) => string | null;
  /** Signs in, and tells the service our address where it takes it so. Answers what others write to. Throws `MessengerError`. */
  readonly connect: (runtime: Runtime, connected: Connected) => Promise<{ readonly address: string }>;
  readonly fetchMedia?: (runtime: Runtime, connected: Connected, media: Media) => Promise<EgressStream>;
  /** What it is told when we have it. */
  readonly thanks: { readonly type: string; readonly body: string };
}
