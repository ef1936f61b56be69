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
  const [from] = useState(focused);
  useEffect(
    () => () => {
      // Once the page is without the dialog: who put the focus elsewhere meanwhile keeps it there.
      setTimeout(() => {
        if (from?.isConnected && document.activeElement === document.body)
          from.focus({ preventScroll: true });
      });
    },
    [from],
  );
}

/** What has the focus; of an item of a menu, which goes away with it, the button that opened the menu. */
function focused(): HTMLElement | null {
  const element = document.activeElement;
  const opener = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  const found = opener ? document.getElementById(opener) : element;
  return found instanceof HTMLElement ? found : null;
}
