import { Button, Group, Select, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiProblem, call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Came, type MergeWithSince, readMerge } from "../../merging/contract.ts";
import { useObjectTitle } from "../metadata.ts";
import { Waiting } from "../page/waiting.tsx";
import styles from "./merging.module.css";
import { useSeparate } from "./use-merging.ts";

interface SeparateDialogProps {
  readonly merge: string;
  readonly onClose: () => void;
}

/** Takes a merge apart; what has come to the record since goes where one says. */
export function SeparateDialog({ merge, onClose }: SeparateDialogProps) {
  const t = useT();
  const found = useQuery<MergeWithSince, ApiProblem>({
    queryKey: ["merges", "one", merge],
    queryFn: () => call(readMerge, { params: { id: merge } }),
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={t("records.merge.apart.title")}>
      {found.error && (
        <Text size="sm" role="alert">
          {problemText(found.error)}
        </Text>
      )}
      {found.isPending && <Waiting rows={4} />}
      {found.data && <Question merge={found.data} onClose={onClose} />}
    </Modal>
  );
}

function Question({ merge, onClose }: { readonly merge: MergeWithSince; readonly onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const separate = useSeparate();
  const [places, setPlaces] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);

  async function run(): Promise<void> {
    setBusy(true);
    const place = merge.since.flatMap(({ object, id, field }) => {
      const to = places[`${id} ${field}`];
      return to && to !== merge.survivor.id ? [{ object, id, field, to }] : [];
    });
    const done = await separate(merge.id, { place });
    setBusy(false);
    if (done) onClose();
  }

  return (
    <>
      <Text size="sm">
        {t("records.merge.apart.text", {
          titles: format.list([merge.survivor, ...merge.others].map(({ title }) => title ?? "–")),
          when: format.dateTime(merge.at),
        })}
      </Text>
      {merge.since.length > 0 && (
        <>
          <Text size="sm" fw={500} mt="md">
            {t("records.merge.apart.since")}
          </Text>
          {merge.since.map((came) => (
            <CameRow
              key={`${came.id} ${came.field}`}
              came={came}
              merge={merge}
              value={places[`${came.id} ${came.field}`] ?? merge.survivor.id}
              onPlace={(to) => setPlaces({ ...places, [`${came.id} ${came.field}`]: to })}
            />
          ))}
        </>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          {t("records.cancel")}
        </Button>
        <Button loading={busy} onClick={() => void run()}>
          {t("records.merge.apart.run")}
        </Button>
      </Group>
    </>
  );
}

interface CameRowProps {
  readonly came: Came;
  readonly merge: MergeWithSince;
  readonly value: string;
  readonly onPlace: (to: string) => void;
}

function CameRow({ came, merge, value, onPlace }: CameRowProps) {
  const t = useT();
  const format = useFormat();
  const objectTitle = useObjectTitle();
  const title = came.title ?? "–";
  return (
    <div className={styles.came}>
      <span>
        {objectTitle(came.object, "one")}: {title}{" "}
        <span className={styles.when}>{format.relative(came.at)}</span>
      </span>
      <Select
        size="xs"
        aria-label={t("records.merge.apart.goes_to", { title })}
        data={[merge.survivor, ...merge.others].map((one) => ({ value: one.id, label: one.title ?? "–" }))}
        value={value}
        allowDeselect={false}
        onChange={(to) => to && onPlace(to)}
      />
    </div>
  );
}
