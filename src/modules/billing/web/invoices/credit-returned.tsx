import { Button } from "@mantine/core";
import Big from "big.js";
import { creditReturned } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useBillingAct } from "../acting.ts";

/** Makes the credit note of what came back of an order after it was invoiced. */
export function CreditReturned({ order }: { readonly order: RecordData }) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const open = useOpenRecord();
  const mayCredit = useCan("invoices:credit");
  const isOwed = useIsOwedBack(order.id, mayCredit);
  if (!mayCredit || !isOwed) return null;
  async function credit(): Promise<void> {
    const made = await act(
      () => call(creditReturned, { params: { id: order.id } }),
      t("billing.credit.made"),
    );
    const [first] = made?.data ?? [];
    if (first) open("invoice", first.id);
  }
  return (
    <Button size="xs" loading={busy} onClick={() => void credit()}>
      {t("billing.credit.returned")}
    </Button>
  );
}

/** Whether more of an order is invoiced than stayed with the customer, without what drafts of credit notes give back. */
function useIsOwedBack(order: string, enabled: boolean): boolean {
  const { rows: lines } = useRecords("order_line", {
    filter: { field: "order", op: "is", value: order },
    limit: 200,
    enabled,
  });
  const owed = sum(lines.map(owedOf));
  const { rows: drafted, isPending } = useRecords("invoice_line", {
    filter: {
      and: [
        { field: "order_line.order", op: "is", value: order },
        { field: "invoice.kind", op: "is", value: "credit_note" },
        { field: "invoice.state", op: "is", value: "draft" },
      ],
    },
    limit: 200,
    enabled: enabled && owed.gt(0),
  });
  return !isPending && owed.gt(sum(drafted.map((line) => amountOf(line, "quantity"))));
}

function owedOf(line: RecordData): Big {
  const stayed = amountOf(line, "quantity")
    .minus(amountOf(line, "cancelled"))
    .minus(amountOf(line, "returned"));
  const beyond = amountOf(line, "invoiced").minus(stayed);
  return beyond.gt(0) ? beyond : new Big(0);
}

const amountOf = (line: RecordData, field: string): Big => new Big(String(line[field] ?? 0));
const sum = (amounts: readonly Big[]): Big =>
  amounts.reduce((whole, amount) => whole.plus(amount), new Big(0));
