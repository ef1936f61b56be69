import { useKeys } from "#web/keyboard.ts";
import { useT } from "#web/texts.ts";
import type { GridAct } from "./grid-keys.ts";

/** The keys of a table that nobody has clicked into yet: the first of them goes there. */
export function useListKeys(focus: () => void, act: (what: GridAct) => void): void {
  const t = useT();
  const doing = (what: GridAct) => () => {
    focus();
    act(what);
  };
  const step = (rows: number, columns = 0) => doing({ move: { rows, columns } });
  const options = { group: t("records.list.keys") };
  useKeys(
    { j: step(1), k: step(-1), e: doing({ do: "edit" }), x: doing({ do: "select" }) },
    {
      j: t("records.table.keys.down"),
      k: t("records.table.keys.up"),
      e: t("records.table.keys.edit"),
      x: t("records.table.keys.select"),
    },
    options,
  );
  useKeys(
    {
      arrowdown: step(1),
      arrowup: step(-1),
      arrowright: step(0, 1),
      arrowleft: step(0, -1),
      enter: doing({ do: "enter" }),
    },
    { arrowdown: t("records.table.keys.arrows"), enter: t("records.table.keys.open") },
    { ...options, unfocused: true },
  );
}
