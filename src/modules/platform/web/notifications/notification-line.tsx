import { Link } from "@tanstack/react-router";
import { useFormat } from "#web/format.ts";
import { useRecordAddresses } from "#web/record-address.ts";
import { useT } from "#web/texts.ts";
import type { Notification } from "../../contract/notifications.ts";
import styles from "./notifications-drawer.module.css";

interface NotificationLineProps {
  readonly notification: Notification;
  readonly onOpen: () => void;
}

export function NotificationLine({ notification, onOpen }: NotificationLineProps) {
  const t = useT();
  const { relative, dateTime } = useFormat();
  const address = useAddressOf(notification);
  const unread = !notification.read;
  const content = (
    <>
      <span
        className={styles.dot}
        data-unread={unread}
        role={unread ? "img" : undefined}
        aria-label={unread ? t("notifications.new") : undefined}
      />
      <span>
        <div className={styles.text} data-unread={unread}>
          {t(`notifications.kinds.${notification.kind}`, notification.params)}
        </div>
        <time className={styles.time} dateTime={notification.at} title={dateTime(notification.at)}>
          {relative(notification.at)}
        </time>
      </span>
    </>
  );
  return (
    <li>
      {address ? (
        <Link to={address} className={styles.line} onClick={onOpen}>
          {content}
        </Link>
      ) : (
        <div className={styles.line}>{content}</div>
      )}
    </li>
  );
}

function useAddressOf({ kind, object, recordId }: Notification): string | undefined {
  const { pathOf } = useRecordAddresses();
  if (kind === "password_reset_asked") return "/settings/users";
  if (kind === "webhook_switched_off") return `/settings/webhooks/${recordId}`;
  if (kind === "schedule_failed" || kind === "schedule_file_refused")
    return `/settings/schedules/${recordId}`;
  if (kind === "import_done" || kind === "import_failed")
    return recordId ? `/imports/${recordId}` : "/imports";
  return object && recordId ? pathOf(object, recordId) : undefined;
}
