import { isTold } from "./between-pages.ts";

/** Puts a form where its line of script stands on a page elsewhere: in a frame as high as it needs, so that neither touches the other. */
export function place(script: HTMLScriptElement, form: string): void {
  const { origin } = new URL(script.src);
  const frame = document.createElement("iframe");
  frame.src = `${origin}/form/${encodeURIComponent(form)}?framed&page=${encodeURIComponent(location.href.slice(0, 1500))}`;
  frame.style.cssText = "display:block;width:100%;height:480px;border:0";
  addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== frame.contentWindow || from !== origin || !isTold(data)) return;
    const { height, title, goesOn } = data.rapportForm;
    frame.style.height = `${Math.ceil(height)}px`;
    frame.title = title;
    if (goesOn && URL.parse(goesOn)?.protocol === "https:") location.assign(goesOn);
  });
  script.after(frame);
}
