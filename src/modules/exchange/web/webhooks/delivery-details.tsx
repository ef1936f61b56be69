import { Button, Code } from "@mantine/core";
import { IconRepeat } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { replayDelivery, type WebhookDelivery, type WebhookDeliveryDetails } from "#exchange/contract";
import { recordTitle, useMetadata, useRecords } from "#records/web";
import { call } from "#web/client.ts";
import { CopyButton } from "#web/copy-button.tsx";
import { LinkChip } from "#web/link-chip.tsx";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { Tries } from "./tries.tsx";
import { deliveryQuery, useRefreshWebhooks } from "./webhook-queries.ts";
import styles from "./webhooks.module.css";

/** Records that are named; of a hundred one sees enough by some. */
const namedRecords = 12;

interface DeliveryDetailsProps {
  readonly delivery: WebhookDelivery;
  readonly mayReplay: boolean;
}

/** What was told to whom, every try, and the way to have it told again. */
export function DeliveryDetails({ delivery, mayReplay }: DeliveryDetailsProps) {
  const t = useT();
  const refresh = useRefreshWebhooks();
  const { data: details } = useQuery(deliveryQuery(delivery.id));
  const replaying = useMutation({
    mutationFn: () => call(replayDelivery, { params: { id: delivery.id } }),
    onSuccess: async () => {
      notifyDone(t("webhooks.replay.asked", { count: 1 }));
      await refresh();
    },
    onError: notifyProblem,
  });
  return (
    <div className={styles.details}>
      <div className={styles.message}>
        <Code>{delivery.type}</Code>
        <Code>{delivery.id}</Code>
        <CopyButton text={delivery.id} />
        {mayReplay && delivery.object && delivery.state !== "waiting" && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRepeat size={14} stroke={1.5} aria-hidden />}
            loading={replaying.isPending}
            onClick={() => replaying.mutate()}
          >
            {t("webhooks.replay.one")}
          </Button>
        )}
      </div>
      {details && <ToldRecords details={details} />}
      {details && details.tries.length > 0 && <Tries tries={details.tries} />}
    </div>
  );
}

function ToldRecords({ details }: { details: WebhookDeliveryDetails }) {
  const object = useMetadata().objects[details.object ?? ""];
  if (!object || details.records.length === 0) return null;
  return <RecordChips name={object.name} ids={details.records} />;
}

function RecordChips({ name, ids }: { name: string; ids: readonly string[] }) {
  const t = useT();
  const object = useMetadata().objects[name];
  const some = ids.slice(0, namedRecords);
  const { rows } = useRecords(name, { filter: { field: "id", op: "in", value: some }, limit: namedRecords });
  return (
    <div className={styles.records}>
      {object &&
        rows.map((record) => (
          <LinkChip
            key={record.id}
            object={name}
            value={{ id: record.id, title: recordTitle(object, record) }}
          />
        ))}
      {ids.length > rows.length && rows.length > 0 && (
        <span className={styles.quiet}>{t("webhooks.log.others", { count: ids.length - rows.length })}</span>
      )}
    </div>
  );
}
