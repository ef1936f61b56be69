import { type Asker, type Look, Refused } from "./asking.ts";
import type { Conversation } from "./conversation.ts";
import { element, icon } from "./elements.ts";
import type { Waiting } from "./keeping.ts";
import { suggestionsOf } from "./suggesting.ts";
import type { Texts } from "./texts.ts";

const largestFile = 5 * 1024 * 1024;
const longestMessage = 5000;

/** Where one writes; before the first message it asks who one is, where the chat wants to know. */
export function composerOf({
  asker,
  conversation,
  look,
  texts,
  language,
}: {
  asker: Asker;
  conversation: Conversation;
  look: Look;
  texts: Texts;
  language: string;
}) {
  const name = asked("name", "text", texts.name, look.ask.name);
  const email = asked("email", "email", texts.email, look.ask.email);
  const wrong = element("p", { class: "notice wrong", role: "alert", hidden: true });
  const text = element("textarea", {
    rows: "2",
    maxlength: String(longestMessage),
    placeholder: texts.message,
    enterkeyhint: "send",
  });
  const file = element("input", { type: "file", hidden: true });
  const attach = button("attach", texts.attach, "button");
  const suggestions = suggestionsOf({ asker, texts, language });
  const form = element(
    "form",
    { novalidate: true },
    suggestions.box,
    name.label,
    email.label,
    wrong,
    element(
      "div",
      { class: "row" },
      attach,
      file,
      element("label", {}, element("span", { class: "hidden" }, texts.message), text),
      button("send", texts.send, "submit"),
    ),
  );

  function asked(field: string, type: string, title: string, asking: Look["ask"]["name"]) {
    const input = element("input", {
      type,
      name: field,
      autocomplete: field,
      maxlength: "200",
      required: asking === "required",
    });
    const more = asking === "required" ? "" : ` (${texts.optional})`;
    const why = field === "email" ? element("span", { class: "small" }, texts.email_why) : null;
    return { input, asking, label: element("label", {}, title, element("span", {}, more), input, why) };
  }

  function complain(input: HTMLElement | null, problem: string): void {
    for (const one of [name.input, email.input]) one.setAttribute("aria-invalid", String(one === input));
    wrong.textContent = problem;
    wrong.hidden = problem === "";
    input?.focus();
  }

  /** What is missing; null where all is well. */
  function missing(): [HTMLElement, string] | null {
    for (const { input, label } of [name, email]) {
      if (label.hidden || input.validity.valid) continue;
      return [input, input.validity.valueMissing ? texts.required : texts.email_wrong];
    }
    return null;
  }

  function say(): void {
    const body = text.value.trim();
    if (!body) return text.focus();
    const problem = missing();
    if (problem) return complain(...problem);
    complain(null, "");
    const told = (one: typeof name) => (!one.label.hidden && one.input.value.trim()) || undefined;
    conversation.say({ body, name: told(name), email: told(email) });
    text.value = "";
    suggestions.typed("");
    show();
    text.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    say();
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    say();
  });
  text.addEventListener("input", () => {
    conversation.typing();
    suggestions.typed(text.value);
  });
  attach.addEventListener("click", () => file.click());
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    file.value = "";
    if (!chosen) return;
    if (chosen.size > largestFile) return complain(null, texts.too_large);
    const problem = missing();
    if (problem) return complain(...problem);
    complain(null, "");
    conversation.sendFile(chosen).catch((error: unknown) => {
      complain(null, error instanceof Refused && error.status === 413 ? texts.too_large : texts.failed);
    });
  });

  /** Who one is is asked once, before anything was said. */
  function show(): void {
    const isFirst =
      conversation.lines.length === 0 && conversation.waiting.length === 0 && !conversation.isKnown();
    for (const { label, asking } of [name, email]) label.hidden = asking === "no" || !isFirst;
    // A file alone says nothing of who sends it.
    attach.hidden = isFirst;
  }

  return {
    form,
    show,
    focus: () => text.focus(),
    refused(message: Waiting, field: string | undefined): void {
      show();
      if (!text.value) text.value = message.body;
      const input = field === "email" ? email : field === "name" ? name : null;
      if (input) input.label.hidden = false;
      complain(input?.input ?? null, input ? texts.required : texts.failed);
    },
  };
}

export function button(
  name: Parameters<typeof icon>[0],
  title: string,
  type: "button" | "submit",
): HTMLButtonElement {
  const look = type === "submit" ? "icon go" : "icon";
  return element("button", { type, class: look, "aria-label": title, title }, icon(name));
}
