import type { Asker } from "./asking.ts";
import { element } from "./elements.ts";
import type { Texts } from "./texts.ts";

const fewestLetters = 8;
const longestQuestion = 500;
const afterTyping = 600;

interface Article {
  readonly title: string;
  readonly address: string;
}

/** What is written already and may answer what somebody types. */
export function suggestionsOf({ asker, texts, language }: { asker: Asker; texts: Texts; language: string }) {
  const list = element("ul");
  const box = element(
    "div",
    { class: "suggested", role: "status", hidden: true },
    element("p", { class: "small" }, texts.suggested),
    list,
  );
  let words = "";
  let waiting: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    const asked = words;
    const { articles } = await asker.post<{ articles: Article[] }>(`articles?language=${language}`, {
      words: asked,
    });
    if (asked !== words) return;
    const links = articles.map(({ title, address }) =>
      element("li", {}, element("a", { href: address, target: "_blank", rel: "noopener" }, title)),
    );
    list.replaceChildren(...links);
    box.hidden = links.length === 0;
  }

  return {
    box,
    /** Asks once they pause. */
    typed(text: string): void {
      const now = text.trim().slice(0, longestQuestion);
      if (now === words) return;
      words = now;
      clearTimeout(waiting);
      if (words.length < fewestLetters) box.hidden = true;
      else waiting = setTimeout(() => void ask().catch(() => {}), afterTyping);
    },
  };
}
