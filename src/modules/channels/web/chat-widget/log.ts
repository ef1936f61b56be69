import type { Asker, Line, Look } from "./asking.ts";
import type { Conversation } from "./conversation.ts";
import { element, linked } from "./elements.ts";
import type { Texts } from "./texts.ts";

interface Shown {
  readonly asker: Asker;
  readonly conversation: Conversation;
  readonly look: Look;
  readonly texts: Texts;
  readonly language: string;
}

/** What was said; it is read out as it grows, and stays where one has scrolled to. */
export function logOf({ asker, conversation, look, texts, language }: Shown) {
  const log = element("div", {
    class: "log",
    role: "log",
    "aria-live": "polite",
    tabindex: "0",
    "aria-label": look.name,
  });
  const greeting = said(false, look.name, element("p", { class: "text" }, look.greeting ?? texts.greeting));
  const earlier = element("button", { class: "earlier", type: "button" }, texts.earlier);
  const shown = new Map<string, HTMLElement>();
  // British and American readers share a language, and no clock.
  const locale = navigator.languages.find((one) => one.startsWith(language)) ?? language;
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  log.append(earlier, greeting);
  earlier.addEventListener("click", () => void conversation.readEarlier().catch(() => {}));

  function said(isMine: boolean, who: string, ...content: readonly Node[]): HTMLElement {
    return element(
      "div",
      { class: isMine ? "said mine" : "said" },
      element("p", { class: "small" }, who),
      ...content,
    );
  }

  function ofLine(line: Line): HTMLElement {
    const isMine = line.from === "visitor";
    const who = `${isMine ? texts.you : (line.name ?? look.name)}, ${time.format(new Date(line.at))}`;
    const files = line.files.map((file) => {
      const button = element(
        "button",
        { type: "button", class: "text" },
        `${file.name} (${sizeOf(file.size)})`,
      );
      button.addEventListener("click", () => void fetchFile(file).catch(() => {}));
      return button;
    });
    return said(
      isMine,
      who,
      ...(line.body ? [element("p", { class: "text" }, ...linked(line.body))] : []),
      ...files,
    );
  }

  async function fetchFile({ id, name }: Line["files"][number]): Promise<void> {
    const answer = await asker.open(`files/${id}`, {}, AbortSignal.timeout(60_000));
    const address = URL.createObjectURL(
      new Blob([await answer.blob()], { type: "application/octet-stream" }),
    );
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  function show(): void {
    const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
    const wanted = new Map<string, () => HTMLElement>([
      ...conversation.lines.map((line): [string, () => HTMLElement] => [line.id, () => ofLine(line)]),
      ...conversation.waiting.map(({ id, body }): [string, () => HTMLElement] => [
        `waiting ${id}`,
        () => said(true, texts.sending, element("p", { class: "text" }, body)),
      ]),
    ]);
    for (const [id, node] of shown) {
      if (wanted.has(id)) continue;
      node.remove();
      shown.delete(id);
    }
    // Only what is new is put in, so that no screen reader reads all of it again.
    let before: Element = greeting;
    for (const [id, make] of wanted) {
      const node = shown.get(id) ?? make();
      if (before.nextElementSibling !== node) before.after(node);
      shown.set(id, node);
      before = node;
    }
    earlier.hidden = !conversation.hasEarlier();
    greeting.hidden = conversation.hasEarlier();
    if (wasAtEnd) toEnd();
  }

  const toEnd = (): void => log.scrollTo(0, log.scrollHeight);
  return { log, show, toEnd };
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
