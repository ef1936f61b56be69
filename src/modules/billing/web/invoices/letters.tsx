import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { readInvoiceMailings } from "#billing/contract";
import type { RecordSlotProps } from "#records/web";
import { MailingLine } from "#trade/web";
import { call } from "#web/client.ts";
import { useT } from "#web/texts.ts";

/** The letters with an invoice, and whether any can be sent from here; looked at anew while one is on its way. */
export function useMailings({ id, version }: RecordSlotProps["record"]) {
  return useQuery({
    queryKey: ["billing", "mailings", id, version],
    queryFn: () => call(readInvoiceMailings, { params: { id } }),
    refetchInterval: ({ state: { data } }) =>
      data?.mailings.some(({ state }) => state === "queued") ? 3_000 : false,
  }).data;
}

/** What became of the letters with an invoice. */
export function Letters({ record: invoice }: RecordSlotProps) {
  const t = useT();
  const told = useMailings(invoice);
  if (!told) return null;
  const { canMail, mailings } = told;
  return (
    <Stack gap="xs">
      {mailings.length === 0 && (
        <Text size="sm" c="var(--neutral-11)">
          {t(canMail ? "billing_letters.none" : "billing_letters.no_server")}
        </Text>
      )}
      {mailings.slice(0, 5).map((mailing) => (
        <div key={mailing.id}>
          {mailing.kind === "reminder" && (
            <Text size="xs" fw={600}>
              {t("billing_letters.reminder")}
            </Text>
          )}
          <MailingLine mailing={mailing} />
        </div>
      ))}
    </Stack>
  );
}
