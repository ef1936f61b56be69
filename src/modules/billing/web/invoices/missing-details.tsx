import { Alert, Anchor } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type MissingDetail, readMissingDetails } from "#billing/contract";
import type { LinkValue, RecordData } from "#records/contract";
import type { RecordSlotProps } from "#records/web";
import { call } from "#web/client.ts";
import { LinkChip } from "#web/link-chip.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "../billing.module.css";

/** What the law asks for and a draft lacks, each with the way to where it is filled in. */
export function MissingDetails({ record: invoice }: RecordSlotProps) {
  return invoice.state === "draft" && !invoice.archived_at ? <Missing invoice={invoice} /> : null;
}

function Missing({ invoice }: { readonly invoice: RecordData }) {
  const t = useT();
  const { data } = useQuery({
    queryKey: ["billing", "missing-details", invoice.id, invoice.version],
    queryFn: () => call(readMissingDetails, { params: { id: invoice.id } }),
  });
  const missing = data?.data ?? [];
  if (missing.length === 0) return null;
  return (
    <Alert
      color="yellow"
      variant="light"
      p="xs"
      icon={<IconAlertTriangle size={16} stroke={1.5} />}
      title={t("missing_details.title")}
    >
      <ul className={styles.missing}>
        {missing.map((detail) => (
          <li key={detail}>
            {t(`missing_details.${detail}`)}{" "}
            {isLastOf(missing, detail) && <Where detail={detail} invoice={invoice} />}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Whether no other detail after it is filled in at the same place. */
function isLastOf(missing: readonly MissingDetail[], detail: MissingDetail): boolean {
  const placeOf = (one: MissingDetail) => one.split("_")[0];
  return missing.findLast((one) => placeOf(one) === placeOf(detail)) === detail;
}

function Where({ detail, invoice }: { readonly detail: MissingDetail; readonly invoice: RecordData }) {
  const t = useT();
  const maySet = useCan("settings:change");
  const customer = invoice.customer as LinkValue | null | undefined;
  if (detail.startsWith("seller") && maySet)
    return (
      <Anchor component={Link} to="/settings/seller" size="sm">
        {t("missing_details.to_seller")}
      </Anchor>
    );
  if (detail.startsWith("customer") && customer)
    return <LinkChip object={customer.object ?? "party"} value={customer} />;
  return null;
}
