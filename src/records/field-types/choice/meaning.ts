/** What a state means whatever it is the state of: it is shown in the colour of that, and any other option in its own. */
export type Meaning = "good" | "bad" | "waiting" | "idle";

const options: Readonly<Record<Meaning, readonly string[]>> = {
  good: [
    "accepted",
    "active",
    "all",
    "approved",
    "completed",
    "done",
    "paid",
    "paid_out",
    "published",
    "qualified",
    "received",
    "won",
  ],
  bad: ["bounced", "cancelled", "declined", "failed", "lost", "overdue", "rejected", "reversed", "urgent"],
  waiting: [
    "high",
    "awaiting_approval",
    "needs_answer",
    "part",
    "part_paid",
    "partly_paid",
    "paused",
    "under_review",
  ],
  idle: [
    "low",
    "credited",
    "draft",
    "ended",
    "expired",
    "none",
    "normal",
    "replaced",
    "terminated",
    "unqualified",
    "used",
    "withdrawn",
  ],
};

const byOption = new Map(
  (Object.keys(options) as Meaning[]).flatMap((meaning) =>
    options[meaning].map((option): [string, Meaning] => [option, meaning]),
  ),
);

export function meaningOf(option: string | undefined): Meaning | undefined {
  return option === undefined ? undefined : byOption.get(option);
}
