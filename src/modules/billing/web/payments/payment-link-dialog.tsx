import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { readPaymentLink } from "#billing/contract";
import type { RecordData } from "#records/contract";
import { call } from "#web/client.ts";
import { CopyButton } from "#web/copy-button.tsx";
import { Modal } from "#web/dialog.tsx";
import { problemText } from "#web/notify.ts";
import { ProblemNote } from "#web/problem-note.tsx";
import { useT } from "#web/texts.ts";

interface PaymentLinkDialogProps {
  readonly invoice: RecordData;
  readonly onClose: () => void;
}

/** The address at which the customer reads and pays an invoice, to be copied or looked at. */
export function PaymentLinkDialog({ invoice, onClose }: PaymentLinkDialogProps) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ["billing", "payment-link", invoice.id, invoice.version],
    queryFn: () => call(readPaymentLink, { params: { id: invoice.id } }),
  });
  const address = data?.address ?? "";
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("payments.link.title", { number: String(invoice.number ?? "") })}
    >
      <Stack gap="md">
        <Text size="sm">{t("payments.link.text")}</Text>
        <ProblemNote text={error ? problemText(error) : undefined} />
        <TextInput
          aria-label={t("payments.link.open_dialog")}
          readOnly
          value={address}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <Group justify="space-between">
          <CopyButton text={address} labelled />
          <Button
            component="a"
            href={address || undefined}
            target="_blank"
            rel="noreferrer"
            variant="default"
            disabled={!address}
            leftSection={<IconExternalLink size={16} stroke={1.5} />}
          >
            {t("payments.link.open")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
