import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { actsOf, useUndo } from "#records/web";
import { call, callAct } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { useCan, useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { deactivateUser, makePasswordReset, reactivateUser } from "../../contract/users.ts";
import { UserExplanationDialog } from "../explaining/user-explanation-dialog.tsx";
import { lookAs } from "../viewing-as/looking.ts";
import { InviteDialog } from "./invite-dialog.tsx";
import { LinkDialog } from "./link-dialog.tsx";
import { type UserLine, useRefreshPeople } from "./people.ts";
import { UserDialog } from "./user-dialog.tsx";

type Opened = "change" | "invite" | "explain" | null;

/** What an administrator can do about a user. Taking access away is undone by giving it back. */
export function UserActs({ user }: { user: UserLine }) {
  const t = useT();
  const me = useSession().user.id;
  const mayViewAs = useCan("users:view_as");
  const refresh = useRefreshPeople();
  const undo = useUndo();
  const [opened, setOpened] = useState<Opened>(null);
  const [link, setLink] = useState<string | null>(null);
  const params = { id: user.id };
  const reactivating = useMutation({
    mutationFn: () => call(reactivateUser, { params }),
    onSuccess: refresh,
    onError: notifyProblem,
  });
  const deactivating = useMutation({
    mutationFn: () => callAct(deactivateUser, { params }),
    onSuccess: (done) => {
      refresh();
      notifyDone(t("settings.users.deactivated", { name: user.name }), {
        undo: () => undo(actsOf(done)).then(refresh),
      });
    },
    onError: notifyProblem,
  });
  const resetting = useMutation({
    mutationFn: () => call(makePasswordReset, { params }),
    onSuccess: (made) =>
      made.link ? setLink(made.link) : notifyDone(t("settings.users.reset_sent", { name: user.name })),
    onError: notifyProblem,
  });
  const state = user.access?.state ?? "no_access";
  const active = state !== "deactivated";
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t("settings.users.acts", { name: user.name })}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpened("change")}>{t("settings.users.change")}</Menu.Item>
          {active && state !== "can_sign_in" && (
            <Menu.Item onClick={() => setOpened("invite")}>
              {t(state === "no_access" ? "settings.users.invite_known" : "settings.users.invite_again")}
            </Menu.Item>
          )}
          {state === "can_sign_in" && (
            <Menu.Item onClick={() => resetting.mutate()}>{t("settings.users.reset_password")}</Menu.Item>
          )}
          {mayViewAs && active && user.id !== me && (
            <Menu.Item onClick={() => void lookAs(user.id)}>
              {t("view_as.act", { name: user.name })}
            </Menu.Item>
          )}
          <Menu.Item onClick={() => setOpened("explain")}>{t("explaining.act_of_user")}</Menu.Item>
          {active && user.id !== me && (
            <Menu.Item color="red" onClick={() => deactivating.mutate()}>
              {t("settings.users.deactivate")}
            </Menu.Item>
          )}
          {!active && (
            <Menu.Item onClick={() => reactivating.mutate()}>{t("settings.users.reactivate")}</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {opened === "change" && <UserDialog user={user} onClose={() => setOpened(null)} />}
      {opened === "explain" && <UserExplanationDialog user={user} onClose={() => setOpened(null)} />}
      {opened === "invite" && <InviteDialog user={user} onClose={() => setOpened(null)} />}
      {link && (
        <LinkDialog link={link} name={user.name} kind="password_reset" onClose={() => setLink(null)} />
      )}
    </>
  );
}
