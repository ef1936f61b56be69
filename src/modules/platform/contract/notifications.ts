import { z } from "zod";
import { defineAction } from "#kernel/action";

/** What a user may be told; the text of each stands under `notifications.<kind>`. */
export const notificationKinds = [
  "record_assigned",
  "task_assigned",
  "record_shared",
  "record_shared_to_change",
  "import_done",
  "import_failed",
  "password_reset_asked",
  "webhook_switched_off",
  "schedule_failed",
  "schedule_file_refused",
  "deal_recurred",
  "lead_assigned",
  "leads_assigned",
  "lead_returned",
  "approval_asked",
  "quote_approved",
  "quote_rejected",
  "quote_opened",
  "quote_commented",
  "quote_accepted",
  "quote_declined",
  "letter_failed",
  "subscription_not_invoiced",
  "payment_not_booked",
  "refund_refused",
  "payment_disputed",
  "dispute_lost",
  "dispute_won",
  "mentioned",
  "conversation_followed",
  "mailbox_sign_in",
  "messenger_sign_in",
  "line_sign_in",
  "ticket_due_soon",
  "ticket_overdue",
  "problem_solved",
  "parts_solved",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const notification = z.strictObject({
  id: z.uuid(),
  kind: z.enum(notificationKinds),
  object: z.string().nullable(),
  recordId: z.uuid().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.iso.datetime(),
  read: z.boolean(),
});
export type Notification = z.infer<typeof notification>;

export const listNotifications = defineAction({
  id: "listNotifications",
  method: "GET",
  path: "/api/notifications",
  summary: "What one was told, newest first, and how much of it is unread.",
  permission: "signed_in",
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(30),
    cursor: z.uuid().optional(),
  }),
  output: z.strictObject({ data: z.array(notification), next: z.string().nullable(), unread: z.int() }),
});

export const readNotifications = defineAction({
  id: "readNotifications",
  method: "POST",
  path: "/api/notifications/readings",
  summary: "Marks notifications as read; all of them unless told which.",
  permission: "signed_in",
  body: z.strictObject({ ids: z.array(z.uuid()).min(1).max(100).optional() }),
  status: 204,
});
