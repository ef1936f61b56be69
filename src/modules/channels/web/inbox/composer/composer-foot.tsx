import { Button, Menu } from "@mantine/core";
import { IconBolt, IconChevronDown, IconClock, IconPaperclip } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { IconButton } from "#web/icon-button.tsx";
import type { Answering } from "#channels/contract";
import { keyText } from "#web/key-text.ts";
import { useT } from "#web/texts.ts";
import { MomentMenu } from "../moment-menu.tsx";
import type { Attaching } from "./attached.tsx";
import styles from "./composer.module.css";
import { LettersLeft } from "./letters-left.tsx";
import type { How } from "./sending.ts";

interface ComposerFootProps {
  readonly isNote: boolean;
  readonly body: string;
  readonly isComplete: boolean;
  readonly answering: Answering | null | undefined;
  readonly busy: boolean;
  readonly attaching: Attaching;
  /** Begins the choice of a canned answer. */
  readonly onCanned: () => void;
  /** What other rooms put into an answer. */
  readonly more: ReactNode;
  readonly onDiscard: () => void;
  readonly onSend: (how?: How) => void;
}

/** What is done with what was written. */
export function ComposerFoot(props: ComposerFootProps) {
  const { isNote, body, isComplete, answering, busy, attaching, more, onCanned, onDiscard, onSend } = props;
  const t = useT();
  const [scheduling, setScheduling] = useState(false);
  return (
    <div className={styles.foot}>
      {!isNote && (
        <>
          {answering?.files !== 0 && (
            <IconButton label={t("inbox.acts.attach")} onClick={attaching.ask} loading={attaching.busy}>
              <IconPaperclip size={16} stroke={1.5} />
            </IconButton>
          )}
          <IconButton label={`${t("objects.canned_answer.many")} · /`} onClick={onCanned}>
            <IconBolt size={16} stroke={1.5} />
          </IconButton>
          <MomentMenu
            title={t("inbox.acts.schedule")}
            opened={scheduling}
            onOpened={setScheduling}
            onChoose={(at) => onSend({ at })}
          >
            <IconButton label={t("inbox.acts.schedule")} disabled={!isComplete || busy}>
              <IconClock size={16} stroke={1.5} />
            </IconButton>
          </MomentMenu>
          {more}
          <LettersLeft answering={answering} body={body} />
        </>
      )}
      <span className={styles.acts}>
        {body !== "" && (
          <Button size="xs" variant="subtle" color="gray" onClick={onDiscard}>
            {t("compose.discard")}
          </Button>
        )}
        {isNote ? (
          <Button size="xs" disabled={!isComplete} loading={busy} onClick={() => onSend()}>
            {t("inbox.acts.note")}
          </Button>
        ) : (
          <Button.Group>
            <Button
              size="xs"
              disabled={!isComplete}
              loading={busy}
              title={keyText("mod+enter")}
              onClick={() => onSend()}
            >
              {t("inbox.acts.send")}
            </Button>
            <SendMore disabled={!isComplete || busy} onClose={() => onSend({ close: true })} />
          </Button.Group>
        )}
      </span>
    </div>
  );
}

interface SendMoreProps {
  readonly disabled: boolean;
  readonly onClose: () => void;
}

/** Sends and closes in one. */
function SendMore({ disabled, onClose }: SendMoreProps) {
  const t = useT();
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target>
        <Button size="xs" px={6} disabled={disabled} aria-label={t("inbox.acts.send_more")}>
          <IconChevronDown size={14} stroke={1.5} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          onClick={onClose}
          rightSection={<kbd className={styles.key}>{keyText("mod+shift+enter")}</kbd>}
        >
          {t("inbox.acts.send_and_close")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
