import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordData } from "#records/contract";
import { type RecordSlotProps, refreshLists, useCreateRecord, useObject } from "#records/web";
import { quoteFromDeal } from "#trade/contract";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useOpenRecord } from "#web/open-record.ts";
import { useT } from "#web/texts.ts";

/** Begins a quote for a customer, or for a deal with the products that it has. */
export function NewQuote({ object, record }: RecordSlotProps) {
  const t = useT();
  const { begin, may } = useNewQuote({ object, record });
  if (!may) return null;
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<IconPlus size={14} stroke={1.5} />}
      onClick={() => void begin()}
    >
      {t(object === "deal" ? "trade.beside.quote_from_deal" : "trade.beside.quote")}
    </Button>
  );
}

/** Beside the name of an open deal: the step that most deals take next. */
export function QuoteOfDeal({ object, record: deal }: RecordSlotProps) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const { begin, may } = useNewQuote({ object, record: deal });
  if (!may || deal.archived_at || deal.closed_on) return null;
  return (
    <Button
      size="xs"
      variant="default"
      loading={busy}
      leftSection={<IconPlus size={14} stroke={1.5} />}
      onClick={() => {
        setBusy(true);
        void begin().finally(() => setBusy(false));
      }}
    >
      {t("trade.beside.quote")}
    </Button>
  );
}

function useNewQuote({ object, record }: RecordSlotProps) {
  const client = useQueryClient();
  const { grant } = useObject("quote");
  const create = useCreateRecord("quote");
  const open = useOpenRecord();
  const begin = async (): Promise<void> => {
    try {
      const made: RecordData =
        object === "deal"
          ? await call(quoteFromDeal, { params: { id: record.id } })
          : await create({ customer: { id: record.id, title: "" } });
      refreshLists(client, "quote");
      open("quote", made.id);
    } catch (problem) {
      notifyProblem(problem);
    }
  };
  return { begin, may: grant.create };
}
