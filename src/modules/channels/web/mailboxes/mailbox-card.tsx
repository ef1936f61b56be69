import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { OutputOf } from "#kernel/action";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { notifyProblem } from "#web/notify.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import { askForConsent, type MailboxShown, tryMailbox } from "../../contract/mailboxes.ts";
import { AccountRow } from "../accounts/account-row.tsx";
import { AccountState } from "../accounts/account-state.tsx";
import styles from "../accounts/accounts.module.css";
import { mailboxesKey } from "./mailbox-queries.ts";

interface MailboxCardProps {
  readonly mailbox: MailboxShown;
  readonly onChange: () => void;
}

type Trial = OutputOf<typeof tryMailbox>;

/** One mailbox: how it is, and whether it can be reached now. */
export function MailboxCard({ mailbox, onChange }: MailboxCardProps) {
  const t = useT();
  const queries = useQueryClient();
  // Its queue, its language and what is done with strangers stand on its own page.
  const address = useRecordAddresses().pathOf("channel_account", mailbox.id);
  const trying = useMutation({
    mutationFn: () => call(tryMailbox, { params: { id: mailbox.id } }),
    onError: notifyProblem,
    onSettled: () => queries.invalidateQueries({ queryKey: mailboxesKey }),
  });
  const consenting = useMutation({
    mutationFn: () => call(askForConsent, { params: { id: mailbox.id } }),
    onError: notifyProblem,
    onSuccess: ({ address: there }) => location.assign(there),
  });
  return (
    <AccountRow
      name={address ? <Link to={address}>{mailbox.name}</Link> : mailbox.name}
      told={[mailbox.address, mailbox.personal && t("mailboxes.own"), !mailbox.active && t("mailboxes.off")]}
      beneath={
        <>
          <State mailbox={mailbox} />
          {trying.data && <Came trial={trying.data} />}
        </>
      }
      acts={
        <>
          {mailbox.settings?.signIn === "oauth" && (
            <Button
              variant={mailbox.state === "working" ? "default" : "filled"}
              size="compact-sm"
              loading={consenting.isPending}
              onClick={() => consenting.mutate()}
            >
              {t("mailboxes.consent")}
            </Button>
          )}
          {mailbox.settings && (
            <Button
              variant="default"
              size="compact-sm"
              loading={trying.isPending}
              onClick={() => trying.mutate()}
            >
              {t("mailboxes.try")}
            </Button>
          )}
          <Button variant="default" size="compact-sm" onClick={onChange}>
            {t("mailboxes.change")}
          </Button>
        </>
      }
    />
  );
}

function State({ mailbox: { state, problem, checked_at, active } }: { readonly mailbox: MailboxShown }) {
  const t = useT();
  const { relative } = useFormat();
  if (!active) return null;
  const isWell = state === "working" || state === "unset";
  return (
    <AccountState
      tone={isWell ? "well" : state === "sign_in_again" ? "bad" : "warning"}
      withSign={state !== "unset"}
      text={
        isWell || !problem
          ? t(`mailboxes.states.${state}`, { when: checked_at ? relative(checked_at) : "" })
          : t(`mailboxes.troubles.${problem}`)
      }
    />
  );
}

/** What came of trying it, for reading and for sending. */
function Came({ trial }: { readonly trial: Trial }) {
  const t = useT();
  const came = (one: Trial["reading"]) =>
    one === "well" || one === "not_set" ? t(`mailboxes.came.${one}`) : t(`mailboxes.troubles.${one}`);
  return (
    <span className={styles.quiet} role="status">
      {t("mailboxes.came.both", { reading: came(trial.reading), sending: came(trial.sending) })}
    </span>
  );
}
