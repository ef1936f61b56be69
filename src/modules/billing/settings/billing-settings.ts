import { sql } from "kysely";
import { note, type Work } from "#records";
import type { BillingSettings } from "../contract/settings.ts";

/** What an organisation says of its invoices, until an invoice says otherwise. */
export async function billingSettings({ db }: Pick<Work, "db">): Promise<Settings> {
  const { rows } = await sql<Settings>`
    select payment_days as "paymentDays", notice_lead_days as "noticeLeadDays", issue_subscriptions as "issueSubscriptions",
      complete_invoices as "completeInvoices"
    from billing_settings`.execute(db);
  return (
    rows[0] ?? { paymentDays: 14, noticeLeadDays: 30, issueSubscriptions: true, completeInvoices: false }
  );
}

interface Settings {
  readonly paymentDays: number;
  readonly noticeLeadDays: number;
  readonly issueSubscriptions: boolean;
  readonly completeInvoices: boolean;
}

export async function readBillingSettings(work: Work): Promise<BillingSettings> {
  const { paymentDays, noticeLeadDays, issueSubscriptions, completeInvoices } = await billingSettings(work);
  return {
    payment_days: paymentDays,
    notice_lead_days: noticeLeadDays,
    issue_subscriptions: issueSubscriptions,
    complete_invoices: completeInvoices,
  };
}

export async function changeBillingSettings(work: Work, wanted: BillingSettings): Promise<BillingSettings> {
  await sql`update billing_settings set payment_days = ${wanted.payment_days}, notice_lead_days = ${wanted.notice_lead_days},
    issue_subscriptions = ${wanted.issue_subscriptions}, complete_invoices = ${wanted.complete_invoices}, updated_at = ${work.now}, updated_by = ${work.actor.userId}::uuid`.execute(
    work.db,
  );
  await note(work, { kind: "billing_settings_changed" });
  return readBillingSettings(work);
}
