type Child = Node | string | false | null | undefined;

/** An element with what it has and what stands in it; texts are only ever texts. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== false) made.setAttribute(key, value === true ? "" : value);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

const paths = {
  chat: "M21 12a8 8 0 0 1-8 8H3l2.5-3A8 8 0 1 1 21 12z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12h15M13 6l6 6-6 6",
  attach: "M15 7l-6.5 6.5a2.1 2.1 0 0 0 3 3L18 10a4.2 4.2 0 0 0-6-6l-6.5 6.5a6.4 6.4 0 0 0 9 9L21 13",
};

export function icon(name: keyof typeof paths): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** A text whose addresses of pages can be followed; a line of `words: address` is a link by its words. */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  for (const part of text.split(/((?:^[^\n]{1,80}: )?https?:\/\/[^\s<>"']+)/m)) {
    const [, words, address] = /^(?:(.*): )?(https?:\/\/\S+)$/.exec(part) ?? [];
    nodes.push(
      address
        ? element(
            "a",
            { href: address, target: "_blank", rel: "noopener noreferrer nofollow" },
            words ?? address,
          )
        : document.createTextNode(part),
    );
  }
  return nodes;
}
