import {
  type DrawerProps,
  Drawer as MantineDrawer,
  Modal as MantineModal,
  type ModalProps,
} from "@mantine/core";
import { useEffect, useState } from "react";

/** A dialog in the middle of the screen; it gives the focus back also when it is taken off the page at once. */
export function Modal(props: ModalProps) {
  useFocusGivenBack();
  return <MantineModal {...props} />;
}

/** A dialog at the edge of the screen, otherwise as `Modal`. */
export function Drawer(props: DrawerProps) {
  useFocusGivenBack();
  return <MantineDrawer {...props} />;
}

// Mantine gives the focus back when `opened` turns false. Most of our dialogs are there only while they are open.
function useFocusGivenBack(): void {
  const [places] = useState(lastFocused);
  useEffect(
    () => () => {
      // Once the page is without the dialog: who put the focus elsewhere meanwhile keeps it there.
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        places.find(({ isConnected }) => isConnected)?.focus({ preventScroll: true });
      });
    },
    [places],
  );
}

// A dialog may be fetched only when it is asked for: what it was asked by may be off the page before it is there.
let places: readonly HTMLElement[] = [];
document.addEventListener("focusin", ({ target }) => {
  const opener = (target as Element).closest("[role=menu], [role=dialog]")?.getAttribute("aria-labelledby");
  places = [target, opener ? document.getElementById(opener) : null].filter(
    (one) => one instanceof HTMLElement,
  );
});

/** What had the focus last, then the button that opened the menu or popover around it. */
function lastFocused(): readonly HTMLElement[] {
  return places;
}
