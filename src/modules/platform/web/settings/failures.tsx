import { Button, Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useObjectTitle } from "#records/web";
import { request } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";

const key = ["settings", "failures"];

/** What a part of the product could not do when it heard of a change. */
interface Failure {
  readonly id: string;
  readonly subscriber: string;
  readonly object: string;
  readonly records: readonly string[];
  readonly attempts: number;
  readonly next_try_at: string | null;
  readonly error: string;
}

/** What stays undone until an administrator looks at it: why, how often it was tried, and "Try again". */
export default function Failures() {
  const t = useT();
  const failures = useQuery({
    queryKey: key,
    queryFn: () => request<{ readonly data: readonly Failure[] }>("GET", "/api/event-failures"),
    refetchInterval: 10_000,
  }).data?.data;
  return (
    <SettingsScreen wide title={t("settings.failures.title")}>
      <Text size="sm" c="var(--neutral-11)" mb="md">
        {t("settings.failures.text")}
      </Text>
      {failures?.length === 0 && (
        <EmptyState
          icon="checklist"
          title={t("settings.failures.none")}
          text={t("settings.failures.none_text")}
        />
      )}
      {failures && failures.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("settings.failures.what")}</th>
                <th scope="col">{t("settings.failures.why")}</th>
                <th scope="col" data-wide>
                  {t("settings.failures.next")}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {failures.map((failure) => (
                <FailureRow key={failure.id} failure={failure} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </SettingsScreen>
  );
}

function FailureRow({ failure }: { failure: Failure }) {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const titleOf = useObjectTitle();
  const again = async () => {
    try {
      await request("POST", `/api/event-failures/${failure.id}/attempt`);
      notifyDone(t("settings.failures.asked"));
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      notifyProblem(error);
    }
  };
  return (
    <tr>
      <td>
        <div>{failure.subscriber}</div>
        <div className={styles.quiet}>
          {titleOf(failure.object, "many")}: {format.number(failure.records.length)}
        </div>
      </td>
      <td>
        <div>{failure.error}</div>
        <div className={styles.quiet}>{t("settings.failures.attempts", { count: failure.attempts })}</div>
      </td>
      <td data-wide>
        {failure.next_try_at ? format.relative(failure.next_try_at) : t("settings.failures.given_up")}
      </td>
      <td>
        <Button variant="default" size="xs" onClick={() => void again()}>
          {t("settings.failures.again")}
        </Button>
      </td>
    </tr>
  );
}
