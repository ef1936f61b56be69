import type { Asker, Look } from "./asking.ts";
import { button, composerOf } from "./composer.ts";
import type { Conversation, View } from "./conversation.ts";
import { element, icon } from "./elements.ts";
import { logOf } from "./log.ts";
import { readableOn, style } from "./style.ts";
import type { Texts } from "./texts.ts";

interface Parts {
  readonly asker: Asker;
  readonly conversation: Conversation;
  readonly look: Look;
  readonly texts: Texts;
  readonly language: string;
}

/** Puts the button on the page, and behind it the chat. */
export function panelOf(parts: Parts): View {
  const { conversation, look, texts, language } = parts;
  const host = element("div", { "data-rapport-chat": true, "data-side": look.side, lang: language });
  const root = host.attachShadow({ mode: "open" });
  dress(root, host, look.colour);
  const { log, show: showLog, toEnd } = logOf(parts);
  const composer = composerOf(parts);
  const close = button("close", texts.close, "button");
  const lost = element("p", { class: "notice", role: "status" });
  const away = look.open ? null : element("p", { class: "notice" }, look.outside ?? texts.away_long);
  const typing = element("p", { class: "notice", role: "status" });
  const unread = element("span", { class: "unread", hidden: true });
  const launcher = element(
    "button",
    { class: "launcher", type: "button", "aria-expanded": "false" },
    icon("chat"),
    unread,
  );
  const panel = element(
    "section",
    { class: "panel", role: "dialog", "aria-label": look.name, hidden: true },
    element(
      "header",
      {},
      element("div", {}, element("h2", {}, look.name), element("p", {}, look.open ? texts.here : texts.away)),
      close,
    ),
    log,
    typing,
    away,
    lost,
    composer.form,
  );
  let seenTo = 0;
  let stillTyping: ReturnType<typeof setTimeout> | undefined;

  function setOpen(isOpen: boolean): void {
    panel.hidden = !isOpen;
    host.toggleAttribute("data-open", isOpen);
    launcher.setAttribute("aria-expanded", String(isOpen));
    update();
    if (isOpen) {
      toEnd();
      composer.focus();
    } else launcher.focus();
  }

  function update(): void {
    showLog();
    composer.show();
    const isSeen = !panel.hidden && document.visibilityState === "visible";
    const fromUs = conversation.lines.filter(({ from }) => from === "us");
    if (isSeen) seenTo = fromUs.at(-1)?.sequence ?? seenTo;
    const count = fromUs.filter(({ sequence }) => sequence > seenTo).length;
    unread.textContent = String(count);
    unread.hidden = count === 0;
    launcher.setAttribute("aria-label", count > 0 ? `${texts.open}. ${texts.unread}: ${count}` : texts.open);
    conversation.mark(isSeen);
  }

  launcher.addEventListener("click", () => setOpen(panel.hasAttribute("hidden")));
  close.addEventListener("click", () => setOpen(false));
  panel.addEventListener("keydown", (event) => {
    // What is typed here is none of the page's shortcuts.
    event.stopPropagation();
    if (event.key === "Escape") setOpen(false);
    if (event.key === "Tab" && getComputedStyle(launcher).display === "none") keepWithin(root, panel, event);
  });
  document.addEventListener("visibilitychange", update);
  root.append(panel, launcher);
  document.body.append(host);
  return {
    lines() {
      typing.replaceChildren();
      update();
    },
    connected: (isConnected) => void (lost.textContent = isConnected ? "" : texts.lost),
    typing() {
      typing.textContent = texts.typing;
      clearTimeout(stillTyping);
      stillTyping = setTimeout(() => typing.replaceChildren(), 4000);
    },
    refused: (message, field) => {
      update();
      composer.refused(message, field);
    },
  };
}

/** As a sheet made by script: no policy of the page forbids it, as it may forbid an element of style. */
function dress(root: ShadowRoot, host: HTMLElement, colour: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  host.style.setProperty("--colour", colour);
  host.style.setProperty("--on", readableOn(colour));
}

/** Where the chat fills the screen, one does not get behind it unseen. */
function keepWithin(root: ShadowRoot, panel: HTMLElement, event: KeyboardEvent): void {
  const stops = [
    ...panel.querySelectorAll<HTMLElement>("button, input, textarea, a[href], [tabindex]"),
  ].filter((one) => one.offsetParent !== null);
  const [first, last] = [stops[0], stops.at(-1)];
  if (root.activeElement !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
