import { Parser } from "htmlparser2";
import sanitizeHtml, { type Attributes, type IOptions } from "sanitize-html";

/** What a text shows in its midst, by its id in the mail: the address of our file. */
export type Pictures = ReadonlyMap<string, string>;

export interface Shown {
  /** Whether pictures are fetched from elsewhere, which tells the sender that it was read. */
  readonly remote: boolean;
  readonly pictures: Pictures;
}

const longest = 800_000;

/**
 * The HTML of a stranger with nothing in it that runs, sends, moves about or calls elsewhere: what is not on the list is left out.
 * It is shown in a frame of its own besides, under a policy that allows nothing.
 */
export function cleaned(html: string, shown: Shown): string {
  const clean = sanitizeHtml(reasonable(html.slice(0, longest)), optionsFor(shown));
  // A quotation is folded; what opens it is our own.
  return clean.replaceAll(quotedTag, `${quotedTag}<summary>•••</summary>`);
}

const pieceLength = 4096;
/** Where a page is cut off that opens more and more within each other: putting such a one in order takes minutes. */
const deepest = 500;

function reasonable(html: string): string {
  let depth = 0;
  let at = 0;
  const parser = new Parser({ onopentag: () => void depth++, onclosetag: () => void depth-- });
  for (; at < html.length && depth <= deepest; at += pieceLength)
    parser.write(html.slice(at, at + pieceLength));
  return html.slice(0, at);
}

const quotedTag = '<details class="quoted">';

function optionsFor(shown: Shown): IOptions {
  return {
    allowedTags: tags,
    allowedAttributes: {
      "*": ["style", "dir", "lang", "title", "align", "valign", "width", "height", "bgcolor"],
      a: ["href", "target", "rel"],
      img: ["src", "alt", "data-left-out"],
      td: ["colspan", "rowspan", "nowrap"],
      th: ["colspan", "rowspan", "nowrap"],
      table: ["border", "cellpadding", "cellspacing"],
      font: ["color", "face", "size"],
      ol: ["start", "type"],
      details: ["class"],
    },
    allowedSchemes: ["http", "https", "mailto", "tel"],
    allowedSchemesByTag: { img: ["http", "https"] },
    allowProtocolRelative: false,
    allowedStyles: { "*": styles },
    nonTextTags: [
      "style",
      "script",
      "textarea",
      "option",
      "noscript",
      "title",
      "template",
      "xmp",
      "iframe",
      "noembed",
      "noframes",
      "svg",
      "math",
      "select",
      "button",
    ],
    nestingLimit: 100,
    transformTags: {
      a: (_tag, attributes) => ({
        tagName: "a",
        attribs: { ...attributes, target: "_blank", rel: "noopener noreferrer nofollow" },
      }),
      img: (_tag, attributes) => ({ tagName: "img", attribs: pictureOf(attributes, shown) }),
      blockquote: (_tag, attributes) => foldedOr("blockquote", attributes, isQuotation),
      div: (_tag, attributes) => foldedOr("div", attributes, isQuotedDiv),
    },
  };
}

function foldedOr(tagName: string, attribs: Attributes, folds: (attributes: Attributes) => boolean) {
  return folds(attribs)
    ? { tagName: "details", attribs: { class: "quoted" } as Attributes }
    : { tagName, attribs };
}

// How programs mark what they quote: Apple Mail and Thunderbird, Gmail, Yahoo, Outlook on the web.
function isQuotation({ type, class: name = "" }: Attributes): boolean {
  return type === "cite" || /\b(gmail_quote|yahoo_quoted|protonmail_quote)\b/.test(name);
}

function isQuotedDiv({ class: name = "", id = "" }: Attributes): boolean {
  return (
    /\b(gmail_quote|yahoo_quoted|moz-cite-prefix-quote|protonmail_quote)\b/.test(name) ||
    /^(x_)?(appendonsend|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container)$/.test(id)
  );
}

/** A picture of the mail itself is one of our files; one from elsewhere waits until somebody wants to see it. */
function pictureOf({ src = "", ...rest }: Attributes, { remote, pictures }: Shown): Attributes {
  const id = /^cid:(.{1,1000})$/i.exec(src.trim())?.[1];
  if (id !== undefined) {
    const address = pictures.get(decodedId(id));
    return { ...rest, ...(address && { src: address }) };
  }
  const isRemote = /^https?:\/\//i.test(src.trim());
  if (isRemote && remote) return { ...rest, src };
  return { ...rest, ...(isRemote && { "data-left-out": "yes" }) };
}

function decodedId(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

const tags = (
  "a abbr address article b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure font " +
  "footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section small span strike strong sub sup " +
  "table tbody td tfoot th thead tr tt u ul var wbr"
).split(" ");

const length =
  /^-?\d{1,4}(\.\d{1,4})?(px|em|rem|pt|%|ex|ch)?( -?\d{1,4}(\.\d{1,4})?(px|em|rem|pt|%)?| auto){0,3}$|^auto$/i;
const colour = /^(#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]{3,60}\)|[a-z]{3,30})$/i;
const word = /^[a-z-]{1,30}$/i;
const border =
  /^[\d.]{1,6}(px|pt|em)?( [a-z]{1,12})?( (#[0-9a-f]{3,8}|rgba?\([\d\s.,%/]{3,60}\)|[a-z]{3,30}))?$|^(none|0)$/i;
const margins = ["", "-top", "-right", "-bottom", "-left"];

/** Nothing that leads elsewhere, lies over something else or leaves its place. */
const styles: Record<string, RegExp[]> = {
  color: [colour],
  "background-color": [colour],
  background: [colour],
  "font-size": [length, word],
  "font-family": [/^[\w\s,'"-]{1,300}$/],
  "font-weight": [/^(\d{3}|[a-z]{3,10})$/i],
  "font-style": [word],
  "line-height": [length, /^normal$/],
  "letter-spacing": [length, /^normal$/],
  "text-align": [word],
  "text-decoration": [/^[a-z -]{1,60}$/i],
  "text-transform": [word],
  "vertical-align": [word, length],
  "white-space": [word],
  "word-break": [word],
  direction: [/^(ltr|rtl)$/],
  display: [/^(block|inline|inline-block|none|table|table-row|table-cell)$/],
  "list-style-type": [word],
  "border-collapse": [word],
  "border-spacing": [length],
  "border-radius": [length],
  "border-color": [colour],
  "border-width": [length],
  "border-style": [word],
  width: [length],
  "max-width": [length, /^none$/],
  "min-width": [length],
  height: [length],
  float: [/^(left|right|none)$/],
  clear: [word],
  "mso-line-height-rule": [word],
  ...Object.fromEntries(
    margins.flatMap((side) => [
      [`padding${side}`, [length]],
      [
        `margin${side}`,
        [/^\d{1,4}(\.\d{1,4})?(px|em|rem|pt|%)?( (\d{1,4}(\.\d{1,4})?(px|em|rem|pt|%)?|auto)){0,3}$|^auto$/i],
      ],
      [`border${side}`, [border]],
    ]),
  ),
};
