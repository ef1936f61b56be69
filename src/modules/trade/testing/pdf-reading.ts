import { getDocumentProxy } from "unpdf";

export interface ReadPage {
  /** Texts in the order in which they were written, and where they end: points from the left, and from below. */
  readonly words: readonly {
    readonly text: string;
    readonly left: number;
    readonly right: number;
    readonly y: number;
  }[];
  readonly text: string;
}

/** What another's reader of PDF finds in a file. */
export async function readPdf(file: Buffer): Promise<readonly ReadPage[]> {
  const document = await getDocumentProxy(new Uint8Array(file));
  const pages: ReadPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const words = items.flatMap((item) =>
      "str" in item && item.str.trim() !== ""
        ? [
            {
              text: item.str,
              left: item.transform[4],
              right: item.transform[4] + item.width,
              y: item.transform[5],
            },
          ]
        : [],
    );
    pages.push({
      words,
      text: words
        .map(({ text }) => text)
        .join(" ")
        .replace(/\s+/g, " "),
    });
  }
  return pages;
}
