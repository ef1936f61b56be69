import type { Told } from "./between-pages.ts";
import { send } from "./sending.ts";

const framed = document.documentElement.classList.contains("framed");

/** Helps who fills a form in: without this script it is sent as any form of the web. */
export function fillIn(): void {
  if (framed) tellPage();
  const form = document.querySelector("form");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form);
  });
}

function tellPage(): void {
  const goesOn = document.querySelector<HTMLElement>(".thanks")?.dataset["goesOn"];
  const tell = () => {
    const told: Told = {
      rapportForm: { height: document.documentElement.offsetHeight, title: document.title, goesOn },
    };
    parent.postMessage(told, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
}

let busy = false;

async function submit(form: HTMLFormElement): Promise<void> {
  if (busy) return;
  busy = true;
  const button = form.querySelector("button");
  const label = button?.textContent ?? "";
  if (button) button.textContent = form.dataset["sending"] ?? label;
  form.setAttribute("aria-busy", "true");
  say(form, "");
  const answer = await send(form, (lost) => say(form, lost));
  if (answer.sent) {
    const thanks = `${location.pathname.replace(/\/$/, "")}/thanks${framed ? "?framed" : ""}`;
    location.assign(framed ? thanks : (answer.goesOn ?? thanks));
  } else mark(form, answer);
  busy = false;
  form.removeAttribute("aria-busy");
  if (button) button.textContent = label;
}

function say(form: HTMLFormElement, text: string): void {
  const problem = form.querySelector<HTMLElement>(".problem");
  if (!problem) return;
  problem.textContent = text;
  problem.hidden = text === "";
}

/** Says beside each question what is wrong with it, and goes to the first of them. */
function mark(
  form: HTMLFormElement,
  { problem, wrong }: { readonly problem: string; readonly wrong: Readonly<Record<string, string>> },
): void {
  for (const one of form.querySelectorAll(".wrong")) one.remove();
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
  say(form, problem);
  const marked = Object.entries(wrong).flatMap(([key, text]) => {
    const input = form.querySelector<HTMLElement>(`[name="${CSS.escape(key)}"]`);
    const around = input?.closest(".question");
    if (!input || !around) return [];
    const said = document.createElement("p");
    said.id = `${key}-wrong`;
    said.className = "wrong";
    said.textContent = text;
    around.append(said);
    const about = around.tagName === "FIELDSET" ? around : input;
    about.setAttribute("aria-invalid", "true");
    about.setAttribute(
      "aria-describedby",
      [...described(about).filter((id) => id !== said.id), said.id].join(" "),
    );
    return [input];
  });
  (marked[0] ?? form.querySelector<HTMLElement>(".problem"))?.focus();
}

function described(element: Element): string[] {
  return (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
}
