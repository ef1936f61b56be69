import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page, type Request } from "playwright-core";
import { violations } from "./axe.ts";
import { root } from "./product.ts";

export interface Sight {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: string;
  readonly touch?: boolean;
  /** Cookies of a person who has signed in. */
  readonly signedIn?: Awaited<ReturnType<BrowserContext["storageState"]>>;
}

/** Debian's Chromium, without a screen and without calls home; with what else it is to be told. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

const underway = new WeakMap<BrowserContext, Set<Request>>();

/** A person at a screen of their own. */
export async function sitDown(browser: Browser, sight: Sight = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: sight.width ?? 1440, height: sight.height ?? 900 },
    colorScheme: sight.dark ? "dark" : "light",
    locale: sight.locale ?? "en-GB",
    reducedMotion: "reduce",
    hasTouch: sight.touch ?? false,
    isMobile: sight.touch ?? false,
    storageState: sight.signedIn,
  });
  const asked = new Set<Request>();
  underway.set(context, asked);
  context.on("request", (request) => {
    // The stream of changes never ends.
    if (!request.url().endsWith("/api/live")) asked.add(request);
  });
  context.on("requestfinished", (request) => asked.delete(request));
  // What breaks a page is seen in what the tests print.
  context.on("weberror", (broken) => console.error(broken.error()));
  context.on("requestfailed", (request) => asked.delete(request));
  return context;
}

/** Until the page has all that it asked for and asks for nothing more, however slow the machine. */
export async function settled(page: Page): Promise<void> {
  const asked = underway.get(page.context());
  await page.locator("main").first().waitFor();
  for (let quiet = 0; quiet < 5; quiet = asked?.size ? 0 : quiet + 1) await page.waitForTimeout(100);
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
