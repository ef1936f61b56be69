import { askerOf, type Look } from "./asking.ts";
import { conversationOf, type Identity, type View } from "./conversation.ts";
import { keeperOf } from "./keeping.ts";
import { panelOf } from "./panel.ts";
import { languageOf, textsIn } from "./texts.ts";

declare global {
  interface Window {
    /** Set by the page before the script runs: who is signed in there. */
    rapportChat?: { readonly identity?: Identity };
  }
}

const script = document.currentScript as HTMLScriptElement | null;
if (script?.dataset["account"]) void start(script, script.dataset["account"]);

async function start(at: HTMLScriptElement, account: string): Promise<void> {
  const language = languageOf([
    at.dataset["language"],
    document.documentElement.lang,
    ...navigator.languages,
  ]);
  const asker = askerOf(`${new URL(at.src).origin}/chat/at/${account}`);
  const look = await asker.get<Look>(`look?language=${language}`).catch((error: unknown) => {
    // Whoever builds the page looks there.
    // oxlint-disable-next-line no-console
    console.warn("The chat is not shown here: is this site among those that its settings name?", error);
  });
  if (!look) return;
  const identity = window.rapportChat?.identity;
  const conversation = conversationOf(asker, keeperOf(account), { language, identity, view: () => view });
  const view: View = panelOf({ asker, conversation, look, language, texts: textsIn(language) });
  view.lines();
  await conversation.takeUp();
}
