import { Checkbox, MultiSelect, Paper, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ClosingRules, changeClosingRules, readClosingRules } from "#sales/contract";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./pipelines.module.css";
import { useAskableFields } from "./stage-dialog.tsx";

const queryKey = ["closing-rules"];

/** What is asked for when a deal is won or lost. */
export function ClosingSection() {
  const t = useT();
  const client = useQueryClient();
  const { data: rules } = useQuery({ queryKey, queryFn: () => call(readClosingRules) });
  if (!rules) return null;

  async function keep(next: ClosingRules): Promise<void> {
    client.setQueryData(queryKey, next);
    try {
      client.setQueryData(queryKey, await call(changeClosingRules, { body: next }));
      notifyDone(t("settings.saved"), { name: "closing rules", ...(rules && { undo: () => keep(rules) }) });
    } catch (problem) {
      client.setQueryData(queryKey, rules);
      notifyProblem(problem);
    }
  }

  return (
    <Paper withBorder className={styles.card} component="section" aria-label={t("sales.closing_rules.title")}>
      <Title order={2} size="md">
        {t("sales.closing_rules.title")}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t("sales.closing_rules.text")}
      </Text>
      <div className={styles.closing}>
        {(["won", "lost"] as const).map((outcome) => (
          <Outcome
            key={outcome}
            outcome={outcome}
            asked={rules[outcome]}
            onChange={(asked) => void keep({ ...rules, [outcome]: { ...rules[outcome], ...asked } })}
          />
        ))}
      </div>
    </Paper>
  );
}

interface OutcomeProps {
  readonly outcome: "won" | "lost";
  readonly asked: ClosingRules["won"];
  readonly onChange: (asked: Partial<ClosingRules["won"]>) => void;
}

function Outcome({ outcome, asked, onChange }: OutcomeProps) {
  const t = useT();
  const fields = useAskableFields();
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t(`sales.closing_rules.${outcome}`)}
      </Text>
      {(["reason", "comment", "competitor"] as const).map((name) => (
        <Checkbox
          key={name}
          size="xs"
          label={t(`sales.closing_rules.${name}`)}
          checked={asked[name]}
          disabled={outcome === "lost" && name === "reason"}
          onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
        />
      ))}
      <MultiSelect
        size="xs"
        searchable
        label={t("sales.closing_rules.fields")}
        data={[...fields]}
        value={asked.fields}
        onChange={(next) => onChange({ fields: next })}
      />
    </Stack>
  );
}
