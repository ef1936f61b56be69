import fc from "fast-check";
import { expect, test } from "vitest";
import { contentLine, escaped } from "./content-lines.ts";

const anything = fc.array(fc.constantFrom("a", "я", "🦄", " ", ";", ",", "\\", "\n", "\r\n", ":", "\u0007"), {
  maxLength: 200,
});

test("whatever a text is, it comes back from lines of at most 75 octets, and ends none of them", () => {
  fc.assert(
    fc.property(anything, (signs) => {
      const text = signs.join("");
      const written = contentLine("NOTE", escaped(text));
      const lines = written.split("\r\n");
      expect(lines.pop()).toBe("");
      for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      for (const line of lines.slice(1)) expect(line.startsWith(" ")).toBe(true);
      const read = written.replaceAll("\r\n ", "").slice("NOTE:".length, -2);
      const plain = read.replace(/\\([\\,;n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
      expect(plain).toBe(text.replaceAll("\u0007", "").replaceAll("\r\n", "\n"));
    }),
  );
});
