import { SaxesParser } from "saxes";

export interface Listing {
  readonly objects: readonly { readonly key: string; readonly size: number; readonly mark: string }[];
  /** From where the rest is asked for; undefined where there is none. */
  readonly next: string | undefined;
}

const deepest = 10;

/** What a storage answers to the question what is in a bucket (ListObjectsV2). Throws where it is no such answer. */
export function readListing(xml: string): Listing {
  const objects: { key: string; size: number; mark: string }[] = [];
  const path: string[] = [];
  let [key, size, mark, text]: [string, number, string, string] = ["", 0, "", ""];
  let next: string | undefined;
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    if (path.push(name) > deepest) throw new Error("no such answer is as deep");
    text = "";
  });
  parser.on("text", (part) => (text += part));
  parser.on("closetag", () => {
    switch (path.slice(1).join("/")) {
      case "Contents/Key":
        key = text;
        break;
      case "Contents/Size":
        size = Number(text);
        break;
      case "Contents/ETag":
        mark = text;
        break;
      case "Contents":
        objects.push({ key, size, mark });
        break;
      case "NextContinuationToken":
        next = text;
    }
    path.pop();
    text = "";
  });
  parser.write(xml).close();
  return { objects, next };
}
