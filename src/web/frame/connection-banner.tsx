import { IconWifi, IconWifiOff } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useConnected } from "#web/live.ts";
import { useT } from "#web/texts.ts";
import styles from "./connection-banner.module.css";

type State = "well" | "lost" | "back";

/** Says that the server is not reached, that nothing typed is lost, and when it is back. */
export function ConnectionBanner() {
  const t = useT();
  const state = useConnectionState();
  if (state === "well") return null;
  const Icon = state === "lost" ? IconWifiOff : IconWifi;
  return (
    <div className={styles.banner} data-state={state} role="status">
      <Icon size={16} stroke={1.5} aria-hidden="true" />
      <span>{t(state === "lost" ? "shell.offline.lost" : "shell.offline.back")}</span>
    </div>
  );
}

// A server that restarts is away for a second or two: that is not worth a word.
function useConnectionState(): State {
  const connected = useConnected();
  const [state, setState] = useState<State>("well");
  const said = useRef(false);
  useEffect(() => {
    if (!connected) {
      const timer = setTimeout(() => {
        said.current = true;
        setState("lost");
      }, 3000);
      return () => clearTimeout(timer);
    }
    if (!said.current) return;
    said.current = false;
    setState("back");
    const timer = setTimeout(() => setState("well"), 3000);
    return () => clearTimeout(timer);
  }, [connected]);
  return state;
}
