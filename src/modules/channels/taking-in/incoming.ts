import type { Values } from "#records";

/** A file that came along. */
export interface IncomingFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
  /** By which the text shows it in its midst. */
  readonly contentId?: string;
}

/** The one standard form of what comes in, whatever the channel. */
export interface Incoming {
  readonly kind: "message" | "call" | "form" | "event";
  /** When it was sent, as far as the source is believed: never later than it came. */
  readonly at: Date;
  /** `value` as the channel has it; absent where nobody says who it is. */
  readonly from: {
    readonly value: string | null;
    readonly name?: string;
    /** What `value` is, where an account is reached by more than one kind. */
    readonly kind?: "email" | "phone";
  };
  readonly recipients?: Readonly<Record<string, readonly string[]>>;
  readonly subject?: string;
  readonly body?: string;
  /** As it came, never to be trusted. */
  readonly html?: string;
  /** How much of `body` is its own, where what follows is quoted or a signature. */
  readonly ownLength?: number;
  /** By what it belongs to a conversation that is there, the most certain first. */
  readonly belongsTo: readonly string[];
  /** Under what those to come will find it. */
  readonly keys: readonly string[];
  readonly externalId?: string;
  readonly inReplyTo?: string;
  /** Sent by a machine: it makes no lead, nobody waits for an answer, and it is never answered by one of ours. */
  readonly automatic?: boolean;
  /** Advertising, as far as one can tell: it is nobody's, and lies where people look for it. Only beside `automatic`. */
  readonly isSpam?: boolean;
  /** What becomes a lead, and what is known of it. */
  readonly lead?: { readonly object: "person" | "company"; readonly values: Values };
  readonly language?: string;
  readonly files?: readonly IncomingFile[];
  readonly details?: Readonly<Record<string, unknown>>;
}
