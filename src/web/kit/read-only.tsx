import type { ReactNode } from "react";
import { useIsLooking } from "./session.ts";
import { useT } from "./texts.ts";

/**
 * Around what changes something by means that no right over an object tells of: while somebody looks as the user, its
 * buttons and inputs are off, and say why to who points at them. What only reads stands outside of it.
 */
export function ReadOnlyWhileLooking({ children }: { readonly children: ReactNode }) {
  const t = useT();
  if (!useIsLooking()) return children;
  return (
    <fieldset disabled title={t("shell.looking")} style={{ display: "contents" }}>
      {children}
    </fieldset>
  );
}
