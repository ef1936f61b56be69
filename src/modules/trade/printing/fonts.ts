import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

export type Weight = "regular" | "medium" | "bold";

const files: Readonly<Record<Weight, string>> = {
  regular: "400Regular/Inter_400Regular.ttf",
  medium: "500Medium/Inter_500Medium.ttf",
  bold: "600SemiBold/Inter_600SemiBold.ttf",
};

let kept: Promise<Readonly<Record<Weight, Buffer>>> | undefined;

/** Inter with Latin and Cyrillic in one file each, read once; what a document needs of it is embedded. */
export function fonts(): Promise<Readonly<Record<Weight, Buffer>>> {
  kept ??= readAll();
  return kept;
}

async function readAll(): Promise<Readonly<Record<Weight, Buffer>>> {
  const { resolve } = createRequire(import.meta.url);
  const read = (weight: Weight) => readFile(resolve(`@expo-google-fonts/inter/${files[weight]}`));
  const [regular, medium, bold] = await Promise.all([read("regular"), read("medium"), read("bold")]);
  return { regular, medium, bold };
}
