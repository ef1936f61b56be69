/** Letters of the alphabet of short messages (3GPP TS 23.038), and those that take the room of two. */
const plain = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;
const wide = /[\^{}\\[~\]|€]/g;

/** How many short messages a text becomes: 160 letters of that alphabet or 70 of any; a few less each where there are several. */
export function shortMessages(text: string): number {
  if (text === "") return 0;
  const isPlain = plain.test(text);
  const letters = text.length + (isPlain ? (text.match(wide)?.length ?? 0) : 0);
  const [one, several] = isPlain ? [160, 153] : [70, 67];
  return letters <= one ? 1 : Math.ceil(letters / several);
}
