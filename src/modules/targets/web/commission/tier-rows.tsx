import { Button, Input } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { AmountInput } from "#records/web";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import type { Tier } from "../../contract/commission.ts";
import styles from "../targets.module.css";

const most = 10;

interface TierRowsProps {
  readonly tiers: readonly Tier[];
  readonly onChange: (tiers: readonly Tier[]) => void;
}

/** A row for each tier: from which percent of the target on which percent is earned. */
export function TierRows({ tiers, onChange }: TierRowsProps) {
  const t = useT();
  const change = (at: number, part: Partial<Tier>) =>
    onChange(tiers.map((tier, index) => (index === at ? { ...tier, ...part } : tier)));
  return (
    <Input.Wrapper
      label={t("targets.commission.tiers")}
      description={t("targets.commission.tiers_text")}
      labelElement="div"
    >
      {tiers.map((tier, at) => (
        // Rows have no name of their own but their place.
        <div key={`${at} of ${tiers.length}`} className={styles.tier}>
          <AmountInput
            label={t("targets.commission.tier_from")}
            value={tier.from}
            onChange={(from) => change(at, { from: from ?? "" })}
          />
          <AmountInput
            label={t("targets.commission.tier_rate")}
            value={tier.rate}
            onChange={(rate) => change(at, { rate: rate ?? "" })}
          />
          {tiers.length > 1 && (
            <RemoveButton
              label={t("targets.commission.remove_tier", { number: at + 1 })}
              onClick={() => onChange(tiers.filter((_, index) => index !== at))}
            />
          )}
        </div>
      ))}
      {tiers.length < most && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...tiers, { from: tiers.length > 0 ? "100" : "0", rate: "" }])}
        >
          {t("targets.commission.add_tier")}
        </Button>
      )}
    </Input.Wrapper>
  );
}
