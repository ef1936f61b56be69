import { useEffect } from "react";
import type { OutputOf } from "#kernel/action";
import { call } from "#web/client.ts";
import { notifyDone, notifyProblem } from "#web/notify.ts";
import { translate } from "#web/texts.ts";
import { dial, type readTelephone } from "../../contract/telephone.ts";
import { callOut } from "./softphone/phone.ts";

type Lines = OutputOf<typeof readTelephone>["lines"];

/**
 * A number is a link wherever it stands, and a click on it calls by one's own line, where there is one; else the device does what
 * it does with numbers. Who wishes that all the same clicks with a key held.
 */
export function useClickedNumbers(lines: Lines): void {
  const line = lines.find(({ softphone }) => softphone) ?? lines[0];
  useEffect(() => {
    if (!line) return;
    const hear = (event: MouseEvent) => {
      if (
        event.defaultPrevented ||
        event.button !== 0 ||
        event.ctrlKey ||
        event.metaKey ||
        event.shiftKey ||
        event.altKey
      )
        return;
      const link = event.target instanceof Element ? event.target.closest("a[href^='tel:']") : null;
      if (!link) return;
      event.preventDefault();
      void dialBy(line.id, decodeURIComponent(link.getAttribute("href")?.slice("tel:".length) ?? ""));
    };
    document.addEventListener("click", hear, true);
    return () => document.removeEventListener("click", hear, true);
  }, [line]);
}

async function dialBy(id: string, number: string): Promise<void> {
  try {
    const { way, address } = await call(dial, { params: { id }, body: { number } });
    if (way === "softphone" && address) return callOut(address, number);
    if (way === "telephone" && address) location.href = address;
    else notifyDone(translate("channels.softphone.switchboard_rings"));
  } catch (problem) {
    notifyProblem(problem);
  }
}
