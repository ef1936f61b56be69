import { useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { askToCreate, ConflictHost, CreateRecordHost, useUndoKeys } from "#records/web";
import { useKeys } from "#web/keyboard.ts";
import { useIsLooking } from "#web/session.ts";
import { useT } from "#web/texts.ts";
import { modules } from "../modules.ts";
import { Palette } from "../palette/palette.tsx";
import { Arranging } from "./arranging.tsx";
import { useCreatable } from "./creatable.ts";
import { KeySheet } from "./key-sheet.tsx";
import { usePlaces } from "./places.ts";
import { setNavigationFolded, useNavigationFolded } from "./preferences.ts";
import { ShellContext } from "./shell.ts";

type Shown = "palette" | "keys" | "notifications" | "arranging";

const ofRooms = modules.flatMap((room) => room.overlays ?? []);

const Notifications = lazy(() => import("../screens/notifications.tsx"));

/** What comes up over every screen (palette, sheet of keys, a new record, notifications), and its keys. */
export function Overlays({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const close = () => setShown(null);
  const shell = useMemo(
    () => ({
      openPalette: () => setShown("palette"),
      openKeys: () => setShown("keys"),
      openNotifications: () => setShown("notifications"),
      openArranging: () => setShown("arranging"),
      create: (object: string) => void askToCreate(object),
    }),
    [],
  );
  return (
    <ShellContext value={shell}>
      <GlobalKeys togglePalette={() => setShown((now) => (now === "palette" ? null : "palette"))} />
      {children}
      <Palette opened={shown === "palette"} onClose={close} />
      <KeySheet opened={shown === "keys"} onClose={close} />
      <Arranging opened={shown === "arranging"} onClose={close} />
      <Suspense fallback={null}>
        {shown === "notifications" && <Notifications onClose={close} />}
        <CreateRecordHost />
        <ConflictHost />
        {ofRooms.map(({ key, component: Overlay }) => (
          <Overlay key={key} />
        ))}
      </Suspense>
    </ShellContext>
  );
}

function GlobalKeys({ togglePalette }: { togglePalette: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const folded = useNavigationFolded();
  const looking = useIsLooking();
  return (
    <ShellContext.Consumer>
      {(shell) => (
        <>
          <Keys
            group={t("shell.keys.everywhere")}
            bindings={[
              ["mod+k", t("shell.keys.palette"), togglePalette],
              ["?", t("shell.keys.sheet"), shell.openKeys],
              ["mod+b", t("shell.keys.fold"), () => setNavigationFolded(!folded)],
            ]}
          />
          {!looking && <UndoKeys />}
          <PlaceKeys onGo={(path) => void navigate({ to: path })} />
          <CreateKeys onCreate={shell.create} />
        </>
      )}
    </ShellContext.Consumer>
  );
}

function UndoKeys() {
  const t = useT();
  const { undo, redo } = useUndoKeys();
  return (
    <Keys
      group={t("shell.keys.everywhere")}
      bindings={[
        ["mod+z", t("shell.keys.undo"), () => void undo()],
        ["mod+shift+z", t("shell.keys.redo"), () => void redo()],
        ["mod+y", t("shell.keys.redo"), () => void redo()],
      ]}
    />
  );
}

function PlaceKeys({ onGo }: { onGo: (path: string) => void }) {
  const t = useT();
  const lettered = usePlaces().filter((place) => place.letter);
  return (
    <Keys
      group={t("shell.keys.go")}
      bindings={lettered.map((place) => [`g ${place.letter}`, place.title, () => onGo(place.path)])}
    />
  );
}

function CreateKeys({ onCreate }: { onCreate: (object: string) => void }) {
  const t = useT();
  const creatable = useCreatable();
  return (
    <Keys
      group={t("shell.keys.create")}
      bindings={creatable.flatMap(({ letter, title, object }) =>
        letter ? [[`c ${letter}`, title, () => onCreate(object)] as const] : [],
      )}
    />
  );
}

interface KeysProps {
  readonly group: string;
  readonly bindings: readonly (readonly [keys: string, text: string, run: () => void])[];
}

function Keys({ group, bindings }: KeysProps) {
  useKeys(
    Object.fromEntries(bindings.map(([keys, , run]) => [keys, run])),
    Object.fromEntries(bindings.map(([keys, text]) => [keys, text])),
    { group },
  );
  return null;
}
