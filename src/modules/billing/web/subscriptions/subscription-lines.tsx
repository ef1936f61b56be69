import { Box } from "@mantine/core";
import { useState } from "react";
import { setSubscriptionLines } from "#billing/contract";
import type { Money } from "#kernel/money";
import type { LinkValue, RecordData } from "#records/contract";
import { DayInput, type RecordSlotProps, useCurrencyOf, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { useToday } from "../today.ts";
import { useBillingAct } from "../acting.ts";
import { type EditedLine, wishedLine } from "../lines/edited-line.ts";
import { LinesEditor } from "../lines/lines-editor.tsx";

/** What a subscription consists of; what is changed holds from a day on, and is charged pro rata. */
export function SubscriptionLines({ record: subscription }: RecordSlotProps) {
  const t = useT();
  const { act, busy } = useBillingAct();
  const mayManage = useCan("subscriptions:manage");
  const [from, setFrom] = useState(useToday());
  const filter = {
    and: [
      { field: "subscription", op: "is", value: subscription.id },
      { field: "until_on", op: "empty" },
    ],
  } as const;
  const { rows, isPending } = useRecords("subscription_line", { filter, sort: "position", limit: 200 });
  const currency = useCurrencyOf(subscription);
  if (isPending) return null;
  const isDraft = subscription.state === "draft";
  const editable = mayManage && subscription.state !== "ended" && !subscription.archived_at;
  return (
    <>
      {editable && !isDraft && (
        <Box w={180} mb={8}>
          <DayInput
            label={t("billing.subscription.from")}
            value={from}
            onChange={(day) => day && setFrom(day)}
          />
        </Box>
      )}
      <LinesEditor
        object="subscription_line"
        lines={rows.map(lineOf)}
        currency={currency}
        editable={editable}
        busy={busy}
        onSave={(lines) => {
          const body = {
            ...(!isDraft && { from_on: from }),
            lines: lines.map(wishedLine),
          };
          return act(
            () => call(setSubscriptionLines, { params: { id: subscription.id }, body }),
            t("billing.lines.saved"),
          );
        }}
      />
    </>
  );
}

function lineOf(row: RecordData): EditedLine {
  return {
    id: row.id,
    key: row.id,
    description: String(row.description ?? ""),
    quantity: String(row.quantity ?? "1"),
    price: (row.price as Money | null | undefined)?.amount ?? "0",
    discount: String(row.discount ?? 0),
    product: (row.product as LinkValue | null | undefined) ?? null,
    unit: (row.unit as string | null | undefined) ?? null,
    taxClass: (row.tax_class as string | null | undefined) ?? null,
  };
}
