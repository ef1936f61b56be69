import { type ReactElement, useState } from "react";
import { useRecordSearch, useRecords } from "#records/web";
import { useSession } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import type { Assignment } from "./acts.ts";
import { PickMenu } from "./pick-menu.tsx";

interface AssignMenuProps {
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
  readonly onAssign: (to: Assignment) => void;
  readonly children: ReactElement<{ onClick?: () => void }>;
}

const nobody = "nobody";
const active = { field: "active", op: "is", value: true } as const;

/** To whom a conversation is given: oneself, a colleague, a queue, or back to all. */
export function AssignMenu({ opened, onOpened, onAssign, children }: AssignMenuProps) {
  const t = useT();
  const { user: me } = useSession();
  const [search, setSearch] = useState("");
  const colleagues = useRecordSearch("user", active);
  const queues = useRecords("queue", { fields: ["name"], limit: 100, enabled: opened });
  const fits = (title: string) => title.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase());
  const people = [
    { value: me.id, label: t("inbox.assign.me"), subtitle: me.name, face: "person" as const },
    ...colleagues.options
      .filter(({ value }) => value !== me.id)
      .map(({ value, label }) => ({ value, label, face: "person" as const })),
  ].filter(({ label, subtitle }: { label: string; subtitle?: string }) => fits(`${label} ${subtitle ?? ""}`));
  const places = queues.rows
    .map((queue) => ({ value: `queue ${queue.id}`, label: String(queue["name"]) }))
    .filter(({ label }) => fits(label));

  function pick(value: string): void {
    if (value === nobody) return onAssign({ user: null });
    if (value.startsWith("queue ")) {
      const id = value.slice(6);
      return onAssign({
        queue: { id, title: places.find((one) => one.value === value)?.label ?? "" },
        user: null,
      });
    }
    const title = value === me.id ? me.name : (colleagues.linkOf(value)?.title ?? "");
    onAssign({ user: { id: value, title } });
  }

  return (
    <PickMenu
      label={t("inbox.assign.label")}
      opened={opened}
      onOpened={onOpened}
      groups={[
        { picks: people },
        { title: t("inbox.queues"), picks: places },
        { picks: [{ value: nobody, label: t("inbox.assign.nobody") }].filter(({ label }) => fits(label)) },
      ]}
      onPick={pick}
      search={search}
      onSearch={(text) => {
        setSearch(text);
        colleagues.search(text);
      }}
      nothing={t("inbox.assign.none")}
    >
      {children}
    </PickMenu>
  );
}
