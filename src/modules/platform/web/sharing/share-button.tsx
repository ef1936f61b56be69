import { IconShare } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { type RecordSlotProps, useObject } from "#records/web";
import { IconButton } from "#web/icon-button.tsx";
import { useCan } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { isShared } from "./shares.ts";

const ShareSheet = lazy(() => import("./share-sheet.tsx"));

/** Opens the sheet that says with whom a record is shared. */
export default function ShareButton({ object: name, record }: RecordSlotProps) {
  const t = useT();
  const object = useObject(name);
  const mayShare = useCan("records:share");
  const [opened, setOpened] = useState(false);
  if (!isShared(object) || !(mayShare || object.grant.read === "shared")) return null;
  return (
    <>
      <IconButton label={t("sharing.act")} variant="default" size={30} onClick={() => setOpened(true)}>
        <IconShare size={16} stroke={1.5} />
      </IconButton>
      {opened && (
        <Suspense fallback={null}>
          <ShareSheet object={name} record={record} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
