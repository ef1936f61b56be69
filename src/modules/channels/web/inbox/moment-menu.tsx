import { Menu } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { FieldInput, instantOf, localParts, useObject } from "#records/web";
import { FormDialog } from "#web/form-dialog.tsx";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import styles from "./inbox.module.css";

interface MomentMenuProps {
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onChoose: (until: string) => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** A moment to come: the usual ones, or any, for which a dialog asks. */
export function MomentMenu({ opened, onOpened, onChoose, title, children }: MomentMenuProps) {
  const t = useT();
  const format = useFormat();
  const { user } = useSession();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <Menu opened={opened} onChange={onOpened} position="bottom-end" width={280} withinPortal>
        <Menu.Target>{children}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{title}</Menu.Label>
          {moments(new Date(), user.timeZone).map(({ key, at }) => (
            <Menu.Item
              key={key}
              onClick={() => onChoose(at)}
              rightSection={<span className={styles.quiet}>{format.dateTime(at)}</span>}
            >
              {t(`inbox.moments.${key}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setIsAsking(true)}>{t("inbox.moments.other")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isAsking && <MomentDialog title={title} onChoose={onChoose} onClose={() => setIsAsking(false)} />}
    </>
  );
}

interface MomentDialogProps {
  readonly title: string;
  readonly onChoose: (until: string) => void;
  readonly onClose: () => void;
}

function MomentDialog({ title, onChoose, onClose }: MomentDialogProps) {
  const t = useT();
  const field = useObject("conversation").fields.snoozed_until;
  const [moment, setMoment] = useState<string | null>(null);
  if (!field) return null;
  return (
    <FormDialog
      title={title}
      act={t("inbox.moments.choose")}
      disabled={!moment}
      onClose={onClose}
      onSubmit={() => {
        if (!moment) return;
        onClose();
        onChoose(moment);
      }}
    >
      <FieldInput
        object="conversation"
        name="snoozed_until"
        field={field}
        value={moment}
        ariaLabel={t("inbox.moments.other")}
        onChange={(value) => setMoment(typeof value === "string" ? value : null)}
      />
    </FormDialog>
  );
}

/** Later today, tomorrow morning, next week, in a month: by the clock of whoever looks. */
function moments(now: Date, timeZone: string): readonly { readonly key: string; readonly at: string }[] {
  const today = Date.parse(`${localParts(now.toISOString(), timeZone).day}T00:00:00Z`);
  const morning = (days: number) =>
    instantOf(new Date(today + days * day).toISOString().slice(0, 10), "09:00", timeZone);
  const toMonday = (8 - new Date(today).getUTCDay()) % 7 || 7;
  const later = new Date(Math.ceil((now.getTime() + 3 * hour) / quarter) * quarter).toISOString();
  const soon = new Date(Math.ceil((now.getTime() + hour) / quarter) * quarter).toISOString();
  return [
    { key: "soon", at: soon },
    { key: "later", at: later },
    { key: "tomorrow", at: morning(1) },
    { key: "next_week", at: morning(toMonday) },
    { key: "next_month", at: morning(30) },
  ];
}

const quarter = 15 * 60_000;
const hour = 3_600_000;
const day = 24 * hour;
