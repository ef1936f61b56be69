import { IconUsersGroup } from "@tabler/icons-react";
import type { Access } from "#records/contract";
import { Avatar } from "#web/avatar.tsx";
import { useFormat } from "#web/format.ts";
import { RemoveButton } from "#web/remove-button.tsx";
import { useT } from "#web/texts.ts";
import type { Share } from "../../contract/shares.ts";
import { AccessSelect } from "./access-select.tsx";
import styles from "./sharing.module.css";

interface ShareLineProps {
  readonly share: Share;
  readonly most: Access | null;
  readonly onChange: (access: Access) => void;
  readonly onEnd: () => void;
}

/** One with whom it is shared: since when and by whom, for what, and the way to end it. */
export function ShareLine({ share, most, onChange, onEnd }: ShareLineProps) {
  const t = useT();
  const { relative } = useFormat();
  const name = share.user?.title ?? share.team?.title ?? "";
  return (
    <div className={styles.line}>
      {share.user ? (
        <Avatar name={name} kind="person" size={28} />
      ) : (
        <span className={styles.team}>
          <IconUsersGroup size={16} stroke={1.5} />
        </span>
      )}
      <div className={styles.who}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>
          {share.by
            ? t("sharing.given_by", { by: share.by.title, when: relative(share.at) })
            : relative(share.at)}
        </span>
      </div>
      {share.endable && most ? (
        <AccessSelect
          label={`${name}: ${t("sharing.access")}`}
          most={most}
          value={share.access}
          onChange={onChange}
        />
      ) : (
        <span className={styles.quiet}>{t(`sharing.accesses.${share.access}`)}</span>
      )}
      {share.endable && <RemoveButton label={`${t("sharing.end")}: ${name}`} onClick={onEnd} />}
    </div>
  );
}
