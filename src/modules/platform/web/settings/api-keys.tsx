import { Button, Code } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#web/client.ts";
import { EmptyState } from "#web/empty-state.tsx";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { listApiKeys, revokeKey } from "../../contract/api-keys.ts";
import { ApiKeyDialog } from "./api-key-dialog.tsx";
import { KeyBoundsShown } from "./key-bounds-shown.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { SettingsScreen } from "./settings-screen.tsx";
import styles from "./table.module.css";

const key = ["settings", "api-keys"];

export default function ApiKeys() {
  const t = useT();
  const { relative } = useFormat();
  const queries = useQueryClient();
  const [creating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<{ id: string; name: string } | null>(null);
  const keys = useQuery({ queryKey: key, queryFn: () => call(listApiKeys) }).data?.data;
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const revoking = useMutation({
    mutationFn: (id: string) => call(revokeKey, { params: { id } }),
    onSuccess: refresh,
    onError: notifyProblem,
    onSettled: () => setRevoked(null),
  });
  const create = (
    <Button leftSection={<IconPlus size={14} stroke={1.5} />} onClick={() => setCreating(true)}>
      {t("settings.api_keys.create")}
    </Button>
  );
  return (
    <SettingsScreen wide title={t("settings.api_keys.title")} actions={keys?.length !== 0 && create}>
      {keys?.length === 0 && (
        <EmptyState
          icon="key"
          title={t("settings.api_keys.none")}
          text={t("settings.api_keys.none_text")}
          action={create}
        />
      )}
      {keys && keys.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t("fields.role.name")}</th>
                <th scope="col">{t("objects.role.one")}</th>
                <th scope="col" data-wide>
                  {t("settings.api_keys.bounds.title")}
                </th>
                <th scope="col" data-wide>
                  {t("settings.api_keys.user")}
                </th>
                <th scope="col" data-wide>
                  {t("settings.api_keys.used")}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {keys.map((one) => (
                <tr key={one.id}>
                  <td>
                    <div className={styles.names}>
                      <span className={styles.name}>{one.name}</span>
                      <span className={styles.quiet}>
                        <Code>{one.beginning}…</Code>
                      </span>
                    </div>
                  </td>
                  <td>{one.role.title}</td>
                  <td data-wide>
                    <KeyBoundsShown {...one} />
                  </td>
                  <td data-wide>{one.user.title}</td>
                  <td data-wide>
                    {one.lastUsedAt ? relative(one.lastUsedAt) : t("settings.api_keys.never")}
                  </td>
                  <td>
                    <Button variant="subtle" color="red" size="compact-sm" onClick={() => setRevoked(one)}>
                      {t("settings.api_keys.revoke")}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {creating && <ApiKeyDialog onClose={() => setCreating(false)} onMade={() => void refresh()} />}
      {revoked && (
        <RevokeDialog
          name={revoked.name}
          onClose={() => setRevoked(null)}
          onRevoke={() => revoking.mutate(revoked.id)}
          busy={revoking.isPending}
        />
      )}
    </SettingsScreen>
  );
}
