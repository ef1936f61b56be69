import { Menu } from "@mantine/core";
import { permits } from "#records/contract";
import { type MenuAct, useObjectSlots } from "#records/web";
import { ObjectIcon } from "#web/icon.tsx";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";

/** What other rooms can do with a conversation, for those who may: make a ticket of it. */
export function OtherActs({ onOpen }: { readonly onOpen: (act: MenuAct) => void }) {
  const t = useT();
  const { rights } = useSession();
  const acts = useObjectSlots("conversation").menuActs ?? [];
  return acts
    .filter(({ permission }) => !permission || permits(rights, permission))
    .map((act) => (
      <Menu.Item key={act.key} leftSection={<ObjectIcon name={act.icon} />} onClick={() => onOpen(act)}>
        {t(act.title)}
      </Menu.Item>
    ));
}
