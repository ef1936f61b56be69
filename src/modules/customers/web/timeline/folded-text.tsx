import { UnstyledButton } from "@mantine/core";
import { useLayoutEffect, useRef, useState } from "react";
import { useT } from "#web/texts.ts";
import styles from "./timeline.module.css";

/** Words of an entry; more than a few lines are folded. */
export function FoldedText({ text }: { readonly text: string }) {
  const t = useT();
  const words = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [long, setLong] = useState(false);
  useLayoutEffect(() => {
    const element = words.current;
    if (element && !open) setLong(element.scrollHeight > element.clientHeight + 2);
  }, [text, open]);
  return (
    <>
      <div ref={words} className={styles.text} data-folded={!open || undefined}>
        {text}
      </div>
      {long && (
        <UnstyledButton className={styles.unfold} onClick={() => setOpen(!open)} aria-expanded={open}>
          {t(open ? "timeline.less" : "timeline.more")}
        </UnstyledButton>
      )}
    </>
  );
}
