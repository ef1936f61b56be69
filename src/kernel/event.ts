/** Something that happened, as it is written to the outbox with the rows it speaks of. */
export interface DomainEvent {
  /** `sales.deal_closed`: module, then what happened, in the past tense. */
  readonly name: string;
  /** The object and the records it concerns; what live screens and rights go by. */
  readonly object: string;
  readonly records: readonly string[];
  /** Small facts that a subscriber needs; never a whole record. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** An event as a subscriber gets it. Handlers are idempotent: an event may come twice. */
export interface StoredEvent extends DomainEvent {
  readonly sequence: string;
  readonly at: string;
  readonly actorId: string | null;
}
