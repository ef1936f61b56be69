import { Tooltip } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { followConversation, unfollowConversation } from "#channels/contract";
import { useAct } from "#records/web";
import { call } from "#web/client.ts";
import { useFormat } from "#web/format.ts";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Conversation } from "./conversation.ts";
import styles from "./conversation.module.css";

interface Following {
  readonly follows: boolean;
  readonly toggle: () => void;
}

/** Whether one is told of what is said in a conversation, and how to change it. */
export function useFollowing({ id, followers = [] }: Conversation): Following {
  const t = useT();
  const { user } = useSession();
  const { act, busy } = useAct({ objects: ["conversation"], queries: ["inbox"] });
  const follows = followers.some((one) => one.id === user.id);
  const follow = () => call(followConversation, { params: { id } });
  const unfollow = () => call(unfollowConversation, { params: { id } });
  const toggle = () => {
    if (busy) return;
    void (follows
      ? act(unfollow, t("inbox.done.unfollowed"), { undo: follow })
      : act(follow, t("inbox.done.followed"), { undo: unfollow }));
  };
  return { follows, toggle };
}

/** How many follow; who they are, when pointed at. */
export function Followers({ followers = [] }: Conversation) {
  const t = useT();
  const { list } = useFormat();
  if (followers.length === 0) return null;
  const names = t("inbox.followed_by", { names: list(followers.map(({ title }) => title)) });
  return (
    <Tooltip label={names} multiline maw={280}>
      <span className={styles.followers} role="img" aria-label={names} tabIndex={0}>
        <IconBell size={14} stroke={1.5} aria-hidden="true" />
        {followers.length > 1 && followers.length}
      </span>
    </Tooltip>
  );
}
