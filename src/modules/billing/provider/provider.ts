import type { disputeReasons, disputeStates } from "../contract/dispute-object.ts";

/** A service that takes payments for us. Each adapter speaks one; nothing outside it knows which. */
export interface PaymentProvider {
  /** By which name its payments and notices are kept. */
  readonly name: string;
  /** The header that bears the signature of its notices. */
  readonly signedBy: string;
  /** Whether the key is one by which money moves. Throws `AppError` where it is not taken. */
  tryKey(): Promise<{ readonly live: boolean }>;
  /** Opens a page where the customer pays. The same key asked again answers the same page. Throws `AppError`. */
  openPayment(wish: PaymentWish): Promise<OpenedPayment>;
  /** Gives a payment back, or a part of it. */
  refund(wish: RefundWish): Promise<{ readonly reference: string }>;
  /** What was given back of a payment, by us and by whoever else works with the provider. */
  refundsOf(payment: string): Promise<readonly GivenBack[]>;
  /** What a notice says. Throws `notice_forged` where it is not the provider's, `notice_stale` where it is an old one. */
  readNotice(notice: SignedNotice): Notice;
}

export interface PaymentWish {
  readonly key: string;
  readonly amount: string;
  readonly currency: string;
  /** What the customer pays for: the number of the invoice. */
  readonly title: string;
  readonly email: string | null;
  readonly locale: string;
  /** Where the customer comes back to. */
  readonly returnTo: string;
}

export interface OpenedPayment {
  /** How the provider calls it. */
  readonly reference: string;
  readonly address: string;
  readonly expiresAt: Date;
}

export interface RefundWish {
  readonly key: string;
  /** The payment as the provider calls it. */
  readonly payment: string;
  readonly amount: string;
  readonly currency: string;
}

export interface GivenBack {
  readonly reference: string;
  /** `RefundWish.key`, where we asked for it. */
  readonly key: string | null;
  readonly amount: string;
}

export interface SignedNotice {
  readonly body: string;
  readonly signature: string | undefined;
  readonly now: Date;
}

/** What a provider tells of a payment. `id` is the same however often it is told. */
export interface Notice {
  readonly provider: string;
  readonly id: string;
  readonly kind: "paid" | "failed" | "expired" | "refunded" | "disputed" | "other";
  readonly happenedAt: Date;
  /** The payment that was asked for (`OpenedPayment.reference`), and the one that came of it. */
  readonly reference: string | null;
  readonly payment: string | null;
  /** What was paid, what has been given back altogether, or what is disputed. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly dispute?: Dispute | null;
}

/** A payment that its payer takes back over the provider. */
export interface Dispute {
  readonly reference: string;
  readonly reason: (typeof disputeReasons)[number];
  readonly state: (typeof disputeStates)[number];
  readonly dueAt: Date | null;
}
