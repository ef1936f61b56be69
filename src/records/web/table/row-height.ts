import { useSyncExternalStore } from "react";

/** Pixels of a row, as the density that the user chose has it (`--row-height`). */
export function useRowHeight(): number {
  return useSyncExternalStore(watch, read, () => 36);
}

function read(): number {
  return (
    Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row-height"), 10) || 36
  );
}

function watch(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-density"] });
  addEventListener("resize", changed);
  return () => {
    observer.disconnect();
    removeEventListener("resize", changed);
  };
}
