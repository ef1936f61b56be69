import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { locales } from "#kernel/locale";
import { standardNames } from "./role-names.ts";

test("a standard role is known by its name in each language", () => {
  for (const locale of locales) {
    const texts = JSON.parse(readFileSync(`src/modules/platform/text/${locale}.json`, "utf8")) as {
      roles: Record<string, string>;
    };
    const unknown = Object.entries(texts.roles).filter(([key, name]) => !standardNames[key]?.includes(name));
    expect(unknown).toEqual([]);
  }
});
