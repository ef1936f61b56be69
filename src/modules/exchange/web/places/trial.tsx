import { Alert, Button } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { forgetHostKey, type Place, tryPlace } from "#exchange/contract";
import { Section } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { useRefreshPlaces } from "./place-queries.ts";
import styles from "./places.module.css";

/** Whether a place can be reached, by trying it; and of SFTP by which key its server is known. */
export function Trial({ place }: { readonly place: Place }) {
  const t = useT();
  const refresh = useRefreshPlaces();
  const params = { id: place.id };
  const trying = useMutation({
    mutationFn: () => call(tryPlace, { params }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const forgetting = useMutation({
    mutationFn: () => call(forgetHostKey, { params }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const tried = trying.data;
  const problem = tried ? tried.problem : place.trouble;
  return (
    <Section
      title={t("places.trial.title")}
      text={t("places.trial.text")}
      action={
        <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
          {t("places.trial.act")}
        </Button>
      }
    >
      <div role="status">
        {problem && (
          <Alert color="red" variant="light" mb="md" icon={<IconAlertTriangle size={16} stroke={1.5} />}>
            {tried?.reads && <div>{t("places.trial.reads_only")}</div>}
            {problem}
          </Alert>
        )}
        {tried && !problem && (
          <Alert color="green" variant="light" mb="md" icon={<IconCircleCheck size={16} stroke={1.5} />}>
            {t("places.trial.well", { count: tried.files ?? 0 })}
          </Alert>
        )}
      </div>
      {place.host_key && (
        <dl className={styles.facts}>
          <dt>{t("places.host_key")}</dt>
          <dd className={styles.key}>{place.host_key}</dd>
          <dd>
            <Button
              variant="subtle"
              size="compact-sm"
              loading={forgetting.isPending}
              onClick={() => forgetting.mutate()}
            >
              {t("places.forget_key")}
            </Button>
          </dd>
        </dl>
      )}
    </Section>
  );
}
