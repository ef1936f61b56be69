import { Button } from "@mantine/core";
import { Suspense } from "react";
import { ObjectIcon } from "#web/icon.tsx";
import { useT } from "#web/texts.ts";
import { type ListAct, type ListActProps, useListActs } from "../page/slots.ts";

interface ListActButtonsProps extends Omit<ListActProps, "onClose"> {
  readonly opened: ListAct | null;
  readonly onOpened: (act: ListAct | null) => void;
}

/** What the modules can do with a list, done with the chosen rows. */
export function ListActButtons({ opened, onOpened, ...props }: ListActButtonsProps) {
  const t = useT();
  const acts = useListActs(props.object);
  return (
    <>
      {acts.map((act) => (
        <Button
          key={act.key}
          variant="default"
          size="xs"
          leftSection={<ObjectIcon name={act.icon} />}
          onClick={() => onOpened(act)}
        >
          {t(act.title)}
        </Button>
      ))}
      {opened && (
        <Suspense fallback={null}>
          <opened.component {...props} onClose={() => onOpened(null)} />
        </Suspense>
      )}
    </>
  );
}
