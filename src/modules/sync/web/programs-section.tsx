import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Section } from "#platform/web";
import { call } from "#web/client.ts";
import { notifyProblem } from "#web/notify.ts";
import { useT } from "#web/texts.ts";
import { type AppPassword, listAppPasswords, revokeAppPassword } from "../contract/app-passwords.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";
import { CopyLine } from "./copy-line.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import styles from "./sync.module.css";
import { useWhen } from "./when-used.ts";

const key = ["sync", "app-passwords"];

/** What a program is told to get in, and the passwords of those that do. */
export function ProgramsSection() {
  const t = useT();
  const queries = useQueryClient();
  const [making, setMaking] = useState(false);
  const [revoked, setRevoked] = useState<AppPassword | null>(null);
  const { data: access } = useQuery({ queryKey: key, queryFn: () => call(listAppPasswords) });
  const refresh = () => queries.invalidateQueries({ queryKey: key });
  const revoking = useMutation({
    mutationFn: (id: string) => call(revokeAppPassword, { params: { id } }),
    onSuccess: refresh,
    onError: notifyProblem,
    onSettled: () => setRevoked(null),
  });
  return (
    <Section
      title={t("sync.programs.title")}
      text={t("sync.programs.text")}
      action={
        <Button
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />}
          onClick={() => setMaking(true)}
        >
          {t("sync.passwords.new")}
        </Button>
      }
    >
      {access && (
        <>
          <dl className={styles.facts}>
            <CopyLine label={t("sync.programs.server")} text={access.server} />
            <CopyLine label={t("sync.programs.user_name")} text={access.userName} />
          </dl>
          {access.data.length === 0 ? (
            <p className={styles.quiet}>{t("sync.passwords.none")}</p>
          ) : (
            <ul className={styles.list}>
              {access.data.map((password) => (
                <PasswordLine key={password.id} password={password} onRevoke={() => setRevoked(password)} />
              ))}
            </ul>
          )}
          <details className={styles.more}>
            <summary>{t("sync.programs.more")}</summary>
            <dl className={styles.facts}>
              <CopyLine label={t("sync.programs.calendars")} text={access.calendars} />
              <CopyLine label={t("sync.programs.contacts")} text={access.addressBooks} />
            </dl>
          </details>
        </>
      )}
      {making && access && (
        <PasswordDialog access={access} onMade={() => void refresh()} onClose={() => setMaking(false)} />
      )}
      {revoked && (
        <ConfirmDialog
          title={t("sync.passwords.revoke_title", { name: revoked.name })}
          text={t("sync.passwords.revoke_text")}
          act={t("sync.passwords.revoke")}
          busy={revoking.isPending}
          onConfirm={() => revoking.mutate(revoked.id)}
          onClose={() => setRevoked(null)}
        />
      )}
    </Section>
  );
}

function PasswordLine({ password, onRevoke }: { password: AppPassword; onRevoke: () => void }) {
  const t = useT();
  const when = useWhen();
  return (
    <li className={styles.line}>
      <span className={styles.names}>
        <strong>{password.name}</strong>
        <span className={styles.quiet}>{when(password)}</span>
      </span>
      <Button variant="subtle" color="red" size="compact-sm" onClick={onRevoke}>
        {t("sync.passwords.revoke")}
      </Button>
    </li>
  );
}
