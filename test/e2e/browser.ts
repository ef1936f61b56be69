import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { violations } from "./axe.ts";
import { root } from "./product.ts";

export interface Sight {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: string;
  /** Cookies of a person who has signed in. */
  readonly signedIn?: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

/** Debian's Chromium, without a screen and without calls home. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A person at a screen of their own. */
export function sitDown(browser: Browser, sight: Sight = {}): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: sight.width ?? 1440, height: sight.height ?? 900 },
    colorScheme: sight.dark ? "dark" : "light",
    locale: sight.locale ?? "en-GB",
    reducedMotion: "reduce",
    storageState: sight.signedIn,
  });
}

/** Keeps a picture of the page under `test/results`. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = join(root, "test/results");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The findings of axe that are serious or worse, as lines that name rule and place. */
export async function seriousFindings(page: Page): Promise<string[]> {
  const found = await violations(page);
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}
