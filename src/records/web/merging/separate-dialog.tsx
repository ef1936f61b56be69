import { Button, Group, Select, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiProblem, call } from "#web/client.ts";
import { Modal } from "#web/dialog.tsx";
import { useFormat } from "#web/format.ts";
import { problemText } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type Came, type MergeWithSince, readMerge } from "../../merging/contract.ts";
import { FieldValue } from "../field-view.tsx";
import { useMetadata, useObjectTitle } from "../metadata.ts";
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
  const phone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false });
  const found = useQuery<MergeWithSince, ApiProblem>({
    queryKey: ["merges", "one", merge],
    queryFn: () => call(readMerge, { params: { id: merge } }),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen={phone === true}
      size="lg"
      title={t("records.merge.apart.title")}
    >
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

/** Whose each is to be that has come since; by its id and the field by which it points. */
type Places = Readonly<Record<string, string>>;
const keyOf = ({ id, field }: Came) => `${id} ${field}`;

function Question({ merge, onClose }: { readonly merge: MergeWithSince; readonly onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const separate = useSeparate();
  const [places, setPlaces] = useState<Places>({});
  const [busy, setBusy] = useState(false);

  async function run(): Promise<void> {
    setBusy(true);
    const place = merge.since.flatMap((came) => {
      const { object, id, field } = came;
      const to = places[keyOf(came)];
      return to && to !== merge.survivor.id ? [{ object, id, field, to }] : [];
    });
    const done = await separate(merge.id, { place });
    setBusy(false);
    if (done) onClose();
  }

  return (
    <>
      <Text size="sm" mb="sm">
        {t("records.merge.apart.text", {
          titles: format.list([merge.survivor, ...merge.others].map(({ title }) => title ?? "–")),
          when: format.dateTime(merge.at),
        })}
      </Text>
      {merge.since.length > 0 && (
        <>
          <div className={styles.came}>
            <strong>{t("records.merge.apart.since")}</strong>
            {merge.since.length > 1 && <AllTogether merge={merge} places={places} onPlace={setPlaces} />}
          </div>
          {merge.since.map((came) => (
            <CameRow
              key={keyOf(came)}
              came={came}
              merge={merge}
              value={places[keyOf(came)] ?? merge.survivor.id}
              onPlace={(to) => setPlaces({ ...places, [keyOf(came)]: to })}
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

interface AllTogetherProps {
  readonly merge: MergeWithSince;
  readonly places: Places;
  readonly onPlace: (places: Places) => void;
}

/** All that came goes to one of them; each can be said otherwise. */
function AllTogether({ merge, places, onPlace }: AllTogetherProps) {
  const t = useT();
  const chosen = new Set(merge.since.map((came) => places[keyOf(came)] ?? merge.survivor.id));
  return (
    <Select
      size="xs"
      aria-label={t("records.merge.apart.all_goes_to")}
      placeholder={t("records.merge.apart.differs")}
      data={whose(merge)}
      value={chosen.size === 1 ? ([...chosen][0] ?? null) : null}
      allowDeselect={false}
      onChange={(to) => to && onPlace(Object.fromEntries(merge.since.map((came) => [keyOf(came), to])))}
    />
  );
}

function whose({ survivor, others }: MergeWithSince) {
  return [survivor, ...others].map(({ id, title }) => ({ value: id, label: title ?? "–" }));
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
        {objectTitle(came.object, "one")}: <CameTitle came={came} />{" "}
        <span className={styles.when}>{format.relative(came.at)}</span>
      </span>
      <Select
        size="xs"
        aria-label={t("records.merge.apart.goes_to", { title })}
        data={whose(merge)}
        value={value}
        allowDeselect={false}
        onChange={(to) => to && onPlace(to)}
      />
    </div>
  );
}

// A relation is called by its kind, which has a name in each language.
function CameTitle({ came: { object: name, title } }: { readonly came: Came }) {
  const object = useMetadata().objects[name];
  const field = object?.fields[object.title];
  if (field?.type !== "choice" || !object) return title ?? "–";
  return <FieldValue object={name} name={object.title} field={field} value={title} />;
}
