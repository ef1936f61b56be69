import { Slider, Switch, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeThresholds, type DuplicateThresholds, readThresholds } from "#customers/contract";
import { Section, SettingsScreen } from "#platform/web";
import { Waiting } from "#records/web";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import styles from "./duplicates.module.css";

const queryKey = ["duplicates", "thresholds"];

/** From which likeness one is asked, and from which nobody is made twice without saying so. */
export default function DuplicateSettings() {
  const t = useT();
  const { data } = useQuery({ queryKey, queryFn: () => call(readThresholds) });
  return (
    <SettingsScreen title={t("settings.duplicates.title")}>
      <Section title={t("settings.duplicates.title")} text={t("settings.duplicates.text")}>
        {data ? <Choices thresholds={data} /> : <Waiting rows={4} />}
      </Section>
    </SettingsScreen>
  );
}

/** What each place of a slider stands for, from the left; the one in the middle is usual. */
const places = {
  ask: [0.55, 0.6, 0.7],
  certain: [0.75, 0.8, 0.9],
} as const;

function Choices({ thresholds }: { readonly thresholds: DuplicateThresholds }) {
  const t = useT();
  const change = useThresholdChange(thresholds);
  return (
    <div className={styles.choices}>
      <InWords of="ask" value={thresholds.ask} onChange={(ask) => change({ ask })} />
      <InWords of="certain" value={thresholds.certain} onChange={(certain) => change({ certain })} />
      <Switch
        label={t("settings.duplicates.warn")}
        description={t("settings.duplicates.warn_text")}
        checked={thresholds.warn}
        onChange={(event) => change({ warn: event.currentTarget.checked })}
      />
    </div>
  );
}

interface InWordsProps {
  readonly of: keyof typeof places;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function InWords({ of, value, onChange }: InWordsProps) {
  const t = useT();
  const known = places[of];
  // A threshold set through the API stands at the place that is nearest to it.
  const at = known.reduce(
    (best, one, index) => (Math.abs(one - value) < Math.abs((known[best] ?? 0) - value) ? index : best),
    0,
  );
  const word = (index: number) => t(`settings.duplicates.${of}.${index}`);
  return (
    <div className={styles.slider}>
      <Text size="sm" fw={500}>
        {t(`settings.duplicates.${of}.title`)}
      </Text>
      <Text size="sm" c="var(--neutral-11)">
        {t(`settings.duplicates.${of}.text`)}
      </Text>
      <Slider
        mx={40}
        min={0}
        max={2}
        step={1}
        label={null}
        thumbLabel={t(`settings.duplicates.${of}.title`)}
        defaultValue={at}
        key={at}
        onChangeEnd={(index) => onChange(known[index] ?? value)}
        marks={known.map((_, index) => ({ value: index, label: word(index) }))}
      />
    </div>
  );
}

/** Shows the change at once, and writes it; the note takes it back. */
function useThresholdChange(now: DuplicateThresholds): (change: Partial<DuplicateThresholds>) => void {
  const t = useT();
  const client = useQueryClient();
  const put = async (body: DuplicateThresholds) =>
    client.setQueryData(queryKey, await call(changeThresholds, { body }));
  const changing = useMutation({
    mutationFn: put,
    onMutate: (next) => client.setQueryData(queryKey, next),
    onSuccess: () => notifyDone(t("settings.saved"), { undo: () => put(now), name: "duplicate thresholds" }),
    onError: (error) => {
      client.setQueryData(queryKey, now);
      notifyProblem(error);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["duplicates", "list"] }),
  });
  return (change) => changing.mutate({ ...now, ...change });
}
