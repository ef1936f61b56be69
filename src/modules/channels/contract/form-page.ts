import type { Locale } from "#kernel/locale";
import { type FormWords, formWords } from "./form-words.ts";
import type { FormSettings, Question } from "./forms.ts";

/** Largest file that a form takes, and of all that are sent at once, in bytes. */
export const largestFormFile = 5 * 1024 * 1024;
export const largestFormFiles = 10 * 1024 * 1024;

/** Names of what a form sends besides its answers; questions are called otherwise. */
export const formNames = {
  id: "_id",
  stamp: "_stamp",
  page: "_page",
  /** Seen by no person: who fills it in is a program. */
  trap: "_homepage",
} as const;

export type Typed = Readonly<Record<string, readonly string[]>>;

interface FormPage {
  readonly settings: FormSettings;
  readonly language: Locale;
  /** Where it is sent to. */
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** What was typed already, and what is wrong with it, by question. */
  readonly typed?: Typed;
  readonly wrong?: Readonly<Record<string, string>>;
  /** What is wrong with all of it. */
  readonly problem?: string;
}

/** The form as it stands on a page. All that was typed by whomever is text in it, and never more. */
export function formHtml({
  settings,
  language,
  action,
  hidden = {},
  typed = {},
  wrong = {},
  problem,
}: FormPage): string {
  const words = formWords[language];
  const hasFiles = settings.questions.some(({ type }) => type === "file");
  const saying = problem ?? (Object.keys(wrong).length > 0 ? words.check : "");
  return `${headOf(settings)}
<form method="post" action="${escaped(action)}"${hasFiles ? ' enctype="multipart/form-data"' : ""} data-sending="${escaped(words.sending)}" data-lost="${escaped(words.lost)}">
<p class="problem" role="alert" tabindex="-1"${saying ? "" : " hidden"}>${escaped(saying)}</p>
${Object.entries(hidden)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  .join("\n")}
<p class="trap" aria-hidden="true"><label>${words.leave_empty}<input name="${formNames.trap}" tabindex="-1" autocomplete="off"></label></p>
${settings.questions.map((question) => asked(question, words, { typed: typed[question.key] ?? [], wrong: wrong[question.key] })).join("\n")}
<button type="submit">${escaped(settings.button || words.send)}</button>
</form>`;
}

/** What is said once it was sent. */
export function thanksHtml({ settings, language }: Pick<FormPage, "settings" | "language">): string {
  const words = formWords[language];
  const on = settings.goes_on
    ? `<p><a href="${escaped(settings.goes_on)}" target="_top" rel="noopener">${words.go_on}</a></p>`
    : "";
  return `<div role="status" class="thanks"${settings.goes_on ? ` data-goes-on="${escaped(settings.goes_on)}"` : ""}><p>${lines(settings.thanks || words.thanks)}</p>${on}</div>`;
}

function headOf({ title, text }: FormSettings): string {
  return `${title ? `<h1>${escaped(title)}</h1>` : ""}${text ? `<p class="text">${lines(text)}</p>` : ""}`;
}

interface State {
  readonly typed: readonly string[];
  readonly wrong: string | undefined;
}

function asked(question: Question, words: FormWords, state: State): string {
  const { key, type, label, required } = question;
  const name = `${escaped(label)}${required ? "" : ` <small>(${words.optional})</small>`}`;
  const described = [
    ...(helpOf(question, words) ? [`${key}-help`] : []),
    ...(state.wrong ? [`${key}-wrong`] : []),
  ];
  const about = `${described.length > 0 ? ` aria-describedby="${described.join(" ")}"` : ""}${state.wrong ? ' aria-invalid="true"' : ""}`;
  const below = `${said(`${key}-help`, "help", helpOf(question, words))}${said(`${key}-wrong`, "wrong", state.wrong)}`;
  if (type === "tick" || type === "consent")
    return `<div class="question"><label class="tick">${ticked(question, "yes", { state, about })}<span>${name}</span></label>${below}</div>`;
  if (type === "choices")
    return `<fieldset class="question"${about}><legend>${name}</legend>${question.options
      .map(
        (option) =>
          `<label class="tick">${ticked({ ...question, required: false }, option.key, { state, about: "" })}<span>${escaped(option.label)}</span></label>`,
      )
      .join("")}${below}</fieldset>`;
  return `<div class="question"><label for="${key}">${name}</label>${input(question, words, { state, about })}${below}</div>`;
}

function helpOf({ help, type }: Question, words: FormWords): string {
  const size = String(largestFormFile / 1024 / 1024);
  return [help, ...(type === "file" ? [words.files.replace("{size}", size)] : [])].filter(Boolean).join(" ");
}

function said(id: string, kind: string, text: string | undefined): string {
  return text ? `<p id="${id}" class="${kind}">${escaped(text)}</p>` : "";
}

interface Drawn {
  readonly state: State;
  readonly about: string;
}

function ticked({ key, required }: Question, value: string, { state, about }: Drawn): string {
  const is = state.typed.includes(value) ? " checked" : "";
  return `<input type="checkbox" name="${key}" value="${escaped(value)}"${is}${required ? " required" : ""}${about}>`;
}

const inputs = {
  text: 'type="text" maxlength="500"',
  email: 'type="email" maxlength="320" autocomplete="email"',
  phone: 'type="tel" maxlength="40" autocomplete="tel"',
  number: 'type="text" inputmode="decimal" maxlength="24"',
  date: 'type="date" min="1800-01-01" max="2999-12-31"',
} as const;

function input(
  { key, type, field, required, options }: Question,
  words: FormWords,
  { state, about }: Drawn,
): string {
  const value = state.typed[0] ?? "";
  const common = `id="${key}" name="${key}"${required ? " required" : ""}${about}`;
  if (type === "long_text")
    return `<textarea ${common} rows="5" maxlength="5000">\n${escaped(value)}</textarea>`;
  if (type === "file") return `<input type="file" ${common}>`;
  if (type === "choice")
    return `<select ${common}><option value="">${words.choose}</option>${options
      .map(
        (option) =>
          `<option value="${escaped(option.key)}"${option.key === value ? " selected" : ""}>${escaped(option.label)}</option>`,
      )
      .join("")}</select>`;
  const kind = inputs[type as keyof typeof inputs];
  const fills = field === "name" ? ' autocomplete="name"' : "";
  return `<input ${kind}${fills} ${common} value="${escaped(value)}">`;
}

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

function lines(text: string): string {
  return escaped(text).replaceAll("\n", "<br>");
}

/** A whole page around it. In a frame it stands on the ground of the page around. */
export function formDocument(
  body: string,
  {
    settings,
    language,
    framed,
    script,
  }: Pick<FormPage, "settings" | "language"> & { readonly framed: boolean; readonly script: string | null },
): string {
  return `<!doctype html>
<html lang="${language}"${framed ? ' class="framed"' : ""}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${escaped(settings.title || formWords[language].send)}</title>
<style>${styleOf(settings.colour)}</style>${script ? `<script src="${escaped(script)}" defer></script>` : ""}</head>
<body><main>${body}</main></body></html>`;
}

/** Black or white, whichever is read better on a colour (WCAG 2, relative luminance). */
function on(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? "#000" : "#fff";
}

function styleOf(colour: string): string {
  return `:root{--accent:${colour};--on-accent:${on(colour)};--ground:#fff;--text:#1c2024;--quiet:#60646c;--line:#8b8d98;--wrong:#ce2c31}
@media (prefers-color-scheme:dark){:root:not(.framed){color-scheme:dark;--ground:#18191b;--text:#edeef0;--quiet:#b0b4ba;--line:#777b84;--wrong:#ff9592}}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground)}
.framed body{background:none}
main{max-width:640px;margin:0 auto;padding:32px 16px}
.framed main{max-width:none;padding:4px}
h1{margin:0 0 8px;font-size:24px;line-height:1.25}
p{margin:0;overflow-wrap:anywhere}
.text{margin-bottom:16px}
form{display:flex;flex-direction:column;gap:16px}
.question{display:flex;flex-direction:column;gap:4px;min-width:0;margin:0;padding:0;border:0}
label,legend{font-weight:500;padding:0;overflow-wrap:anywhere}
small{color:var(--quiet);font-weight:400}
.tick{display:flex;gap:10px;align-items:baseline;font-weight:400}
.tick input{flex:none;width:18px;height:18px;margin:0;position:relative;top:3px;accent-color:var(--accent)}
input:not([type=checkbox],[type=file]),textarea,select{width:100%;min-height:42px;padding:8px 10px;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px}
textarea{resize:vertical}
[aria-invalid=true]:not(fieldset){border-color:var(--wrong)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.help{color:var(--quiet);font-size:14px}
.wrong,.problem{color:var(--wrong);font-size:14px}
.problem{font-size:16px}
button{align-self:flex-start;min-height:44px;padding:8px 20px;font:inherit;font-weight:500;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:6px;cursor:pointer}
button:disabled{opacity:.6;cursor:default}
.trap{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
[hidden]{display:none}
@media (forced-colors:active){button{border-color:ButtonText}}`;
}
