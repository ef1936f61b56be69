import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { PaymentDialog } from "./payment-dialog.tsx";

/** Above the list of payments: writes one down, of whichever customer, for an invoice or on account. */
export function RecordButton() {
  const t = useT();
  const [asking, setAsking] = useState(false);
  if (!useCan("payments:record")) return null;
  return (
    <>
      <Button size="xs" leftSection={<IconPlus size={15} stroke={1.5} />} onClick={() => setAsking(true)}>
        {t("billing.payment.record")}
      </Button>
      {asking && <PaymentDialog onClose={() => setAsking(false)} />}
    </>
  );
}
