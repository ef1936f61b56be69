import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

const held = new Map<string, string>();

/**
 * A new screen begins at its top, for the keyboard and the screen reader as for the eye; going back puts the
 * focus on what one left from.
 */
export function useFocusKept(): void {
  const router = useRouter();
  useEffect(() => {
    const leaving = router.subscribe("onBeforeNavigate", ({ fromLocation, pathChanged }) => {
      const selector = selectorOf(document.activeElement);
      if (fromLocation && pathChanged && selector) held.set(fromLocation.state.__TSR_key ?? "", selector);
    });
    const arrived = router.subscribe("onRendered", ({ fromLocation, toLocation, pathChanged }) => {
      if (!fromLocation || !pathChanged) return;
      const selector = held.get(toLocation.state.__TSR_key ?? "");
      const left = selector ? document.querySelector<HTMLElement>(selector) : null;
      // A screen that puts the focus itself, into a search or a form, keeps it.
      const main = document.getElementById("main");
      if (!left && main?.contains(document.activeElement) && document.activeElement !== main) return;
      (left ?? main)?.focus({ preventScroll: true });
    });
    return () => {
      leaving();
      arrived();
    };
  }, [router]);
}

function selectorOf(element: Element | null): string | undefined {
  if (!element || element === document.body) return undefined;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const address = element.getAttribute("href");
  return address ? `main a[href="${CSS.escape(address)}"]` : undefined;
}
