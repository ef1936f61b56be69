import { Button } from "@mantine/core";
import { IconChevronDown, IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import { useT } from "#web/texts.ts";
import type { Said } from "../../contract/conversations.ts";
import styles from "./message-content.module.css";

type Shown = Pick<Said, "id" | "body" | "own_length" | "has_html">;

/**
 * What a message says. Its HTML stands in a frame in which nothing runs, and pictures from elsewhere come only when asked for;
 * what it quotes, and its signature, is folded.
 */
export function MessageContent({ message }: { readonly message: Shown }) {
  return message.has_html ? <Framed key={message.id} id={message.id} /> : <PlainText message={message} />;
}

/** Inside of a frame a text is no higher than this many pixels before it is scrolled. */
const highest = 4000;

function Framed({ id }: { readonly id: string }) {
  const t = useT();
  const [pictures, setPictures] = useState(false);
  const [leftOut, setLeftOut] = useState(false);
  const [height, setHeight] = useState(80);
  const measure = (frame: HTMLIFrameElement) => {
    const page = frame.contentDocument;
    if (!page?.body) return;
    const fit = () => setHeight(Math.min(highest, page.documentElement.scrollHeight));
    setLeftOut(page.querySelector("img[data-left-out]") !== null);
    fit();
    // Pictures come later, and what was quoted is unfolded.
    new ResizeObserver(fit).observe(page.body);
  };
  return (
    <div>
      {leftOut && !pictures && (
        <div className={styles.pictures}>
          <span>{t("messages.pictures_left_out")}</span>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconPhoto size={14} stroke={1.5} aria-hidden />}
            onClick={() => setPictures(true)}
          >
            {t("messages.show_pictures")}
          </Button>
        </div>
      )}
      <iframe
        title={t("messages.content")}
        className={styles.frame}
        style={{ height }}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        src={`/api/messages/${id}/content${pictures ? "?pictures=yes" : ""}`}
        onLoad={(event) => measure(event.currentTarget)}
      />
    </div>
  );
}

function PlainText({ message: { body, own_length } }: { readonly message: Shown }) {
  const t = useT();
  const [unfolded, setUnfolded] = useState(false);
  const text = body ?? "";
  const own = own_length === null ? text : text.slice(0, own_length);
  return (
    <div className={styles.text}>
      {own}
      {own_length !== null && (
        <>
          <button
            type="button"
            className={styles.fold}
            aria-expanded={unfolded}
            aria-label={t(unfolded ? "messages.fold" : "messages.unfold")}
            title={t(unfolded ? "messages.fold" : "messages.unfold")}
            onClick={() => setUnfolded(!unfolded)}
          >
            <IconChevronDown size={14} stroke={1.5} aria-hidden />
          </button>
          {unfolded && <div className={styles.quoted}>{text.slice(own_length).trim()}</div>}
        </>
      )}
    </div>
  );
}
