import type { Runtime, Work } from "#records";
import type { Account } from "./accounts/account.ts";
import type { AccountKind } from "./contract/channels.ts";
import type { Incoming } from "./taking-in/incoming.ts";

/** What a channel can do; screens offer no more. */
export interface Abilities {
  readonly html: boolean;
  readonly subject: boolean;
  /** Several recipients, cc and bcc. */
  readonly recipients: boolean;
  /** Largest file in bytes; 0: none. */
  readonly files: number;
  /** Letters of a message; longer ones are sent in several. */
  readonly length: number;
  /** Whether we hear that it was delivered, that it was read. */
  readonly delivered: boolean;
  readonly read: boolean;
  /** Hours after their last message within which we may write; null: always. */
  readonly answersWithin: number | null;
  /** Whether we may write first. */
  readonly begins: boolean;
}

/** A message on its way out. */
export interface Outgoing {
  readonly id: string;
  readonly conversation: string;
  /** Where it goes, as the channel has it. */
  readonly contact: string | null;
  readonly recipients: Readonly<Record<string, readonly string[]>>;
  readonly subject: string | null;
  readonly body: string;
  readonly html: string | null;
  readonly externalId: string | null;
  readonly inReplyTo: string | null;
  readonly automatic: boolean;
  /** How often it was tried, this time among them. */
  readonly attempts: number;
  readonly author: { readonly id: string; readonly name: string } | null;
  readonly files: readonly {
    /** Of the file in this message. */
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly size: number;
    readonly path: string;
    readonly contentId: string | null;
  }[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** What became of it. `later`: the other side could not be reached, nothing was handed over; it is tried again. */
export type Outcome =
  | {
      readonly state: "sent" | "delivered";
      readonly externalId?: string;
      readonly keys?: readonly string[];
      /** Which of several it did not reach. */
      readonly problem?: string;
    }
  | { readonly state: "refused"; readonly problem: string }
  | { readonly state: "later"; readonly problem: string };

/** Plays one kind of account. */
export interface ChannelAdapter {
  readonly kind: AccountKind;
  readonly abilities: Abilities;
  /** What came says nothing more than the message that was made of it: its raw form is not kept any longer. */
  readonly forgetsRaw?: true;
  /** Makes the standard form of what was written down as it came. Throws `Unreadable`; null: there is nothing in it for us. */
  readonly read: (runtime: Runtime, account: Account, raw: Buffer) => Promise<Incoming | null>;
  /**
   * Hands a message to the other side. Throws where nobody can know whether it was taken: it is parked then, and a person
   * decides.
   */
  readonly send: (runtime: Runtime, account: Account, message: Outgoing) => Promise<Outcome>;
  /** Where who wrote last wants an answer, if elsewhere than where they wrote from, as far as the actor may know. */
  readonly answersTo?: (work: Work, conversation: string) => Promise<readonly string[] | null>;
  /** What is to be done besides, in the unit that has taken a message in. */
  readonly takenIn?: (
    work: Work,
    taken: { readonly conversation: string; readonly message: string; readonly account: string },
  ) => Promise<void>;
  /** Throws where an account has nothing by which it could send, or they asked to be written to no more. */
  readonly assertSends?: (work: Work, account: Account, contact: string | null) => Promise<void>;
  /**
   * Hands a message over in the unit that writes it, where the other side reads it from our own database: it is sent at once then,
   * and cannot be taken back. Answers whether somebody was there to have it.
   */
  readonly handOver?: (
    work: Work,
    message: { readonly conversation: string; readonly message: string },
  ) => Promise<boolean>;
  /** What a message that is about to be kept is known by at the other side, told before it is sent: the Message-ID of a mail. */
  readonly identify?: (
    runtime: Runtime,
    account: Account,
    message: string,
  ) => { readonly externalId: string; readonly keys: readonly string[] };
}

/** What came in cannot be read; it stays with its raw form where people see it. */
export class Unreadable extends Error {}
