/** All of it stands behind the border of a shadow: neither page changes the other. */
export const style = `
:host { all: initial; position: fixed; bottom: 20px; z-index: 2147483000; --ink: #1f2430; --paper: #fff; --quiet: #5d6474; --line: #d9dce3;
  --theirs: #eef0f4; --wrong: #b3261e; font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--ink); color-scheme: light dark; }
:host([data-side="right"]) { right: 20px; } :host([data-side="left"]) { left: 20px; }
@media (prefers-color-scheme: dark) { :host { --ink: #e8eaf0; --paper: #1d2129; --quiet: #a2a9b8; --line: #3a404d; --theirs: #2a2f3a; --wrong: #ffb4ab; } }
* { box-sizing: border-box; font: inherit; } [hidden] { display: none !important; }
button { cursor: pointer; border: 0; background: none; color: inherit; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; } :is(input, textarea):focus-visible { outline-offset: -1px; border-color: transparent; } header :focus-visible { outline-color: var(--on); outline-offset: -4px; }
.launcher { width: 56px; height: 56px; border-radius: 28px; background: var(--colour); color: var(--on); display: grid; place-items: center;
  box-shadow: 0 4px 16px rgb(0 0 0 / .28); position: relative; margin-inline-start: auto; }
:host([data-side="left"]) .launcher { margin-inline-start: 0; }
.unread { position: absolute; top: -2px; right: -2px; min-width: 20px; height: 20px; padding: 0 5px; border-radius: 10px; background: #c62828; color: #fff; font-size: 12px; line-height: 20px; }
.panel { width: 370px; height: min(600px, calc(100vh - 110px)); margin-bottom: 12px; background: var(--paper); border-radius: 14px; overflow: hidden;
  display: flex; flex-direction: column; box-shadow: 0 8px 40px rgb(0 0 0 / .3); border: 1px solid var(--line); }
header { background: var(--colour); color: var(--on); padding: 12px 8px 12px 16px; display: flex; align-items: center; gap: 8px; }
header div { flex: 1; min-width: 0; } h2 { margin: 0; font-size: 16px; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header p { margin: 0; font-size: 13px; } .icon { width: 40px; height: 40px; border-radius: 8px; display: grid; place-items: center; flex: none; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.log { flex: 1; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 10px; overscroll-behavior: contain; }
.log > :first-child { margin-top: auto; }
.said { max-width: 85%; align-self: flex-start; } .said.mine { align-self: flex-end; }
.text { background: var(--theirs); border-radius: 12px; padding: 8px 12px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; }
.mine .text { background: var(--colour); color: var(--on); } .text a { color: inherit; }
.small { font-size: 12px; color: var(--quiet); margin: 2px 4px 0; } .mine .small { text-align: end; }
.notice { font-size: 13px; color: var(--quiet); padding: 6px 16px; margin: 0; } .notice:empty { display: none; } .wrong { color: var(--wrong); }
.suggested { background: var(--theirs); border-radius: 8px; padding: 6px 10px; } .suggested ul { margin: 0; padding: 0; list-style: none; } .suggested .small { margin: 0; }
.suggested a { color: inherit; display: block; padding: 4px 0; overflow-wrap: anywhere; }
.earlier { align-self: center; font-size: 13px; text-decoration: underline; padding: 6px; }
form { border-top: 1px solid var(--line); padding: 10px; display: flex; flex-direction: column; gap: 8px; }
label { font-size: 13px; display: block; } label span { color: var(--quiet); } label .small { display: block; margin: 4px 0 0; }
input, textarea { width: 100%; border: 1px solid var(--quiet); border-radius: 8px; padding: 8px 10px; background: var(--paper); color: inherit; font-size: 16px; resize: none; }
textarea { field-sizing: content; min-height: 62px; max-height: 150px; display: block; }
form .notice { padding: 0 4px; } [aria-invalid="true"] { border-color: var(--wrong); } [aria-invalid="true"]:focus-visible { outline-color: var(--wrong); }
.row { display: flex; gap: 8px; align-items: flex-end; } .row label { flex: 1; min-width: 0; } .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.go { background: var(--colour); color: var(--on); }
@media (max-width: 480px), (max-height: 420px) { .panel { position: fixed; inset: 0; width: auto; height: auto; margin: 0; border: 0; border-radius: 0; } :host([data-open]) .launcher { display: none; } }
@media (prefers-reduced-motion: no-preference) { .panel { animation: up .16s ease-out; } @keyframes up { from { opacity: 0; transform: translateY(8px); } } }
@media (forced-colors: active) { .text, .launcher, .panel { border: 1px solid; } }
`;

/** What is read well on a colour: black or white, by the contrast of WCAG 2.2. */
export function readableOn(colour: string): "#000" | "#fff" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#fff" : "#000";
}
