import type { ProtocolAnswer, Runtime } from "#records";
import { helpPath, pageOfArticle } from "./addresses.ts";
import { html, Markup } from "./markup.ts";
import { publicArticles, publicLanguages } from "./published.ts";

/** What there is to read, for search engines. */
export async function sitemap(runtime: Runtime): Promise<ProtocolAnswer> {
  const { baseUrl } = runtime.settings;
  const addresses = await runtime.runAsSystem(async (work) => {
    const all: string[] = [];
    for (const language of await publicLanguages(work)) {
      all.push(`${baseUrl}${helpPath}/${language}`);
      for (const article of await publicArticles(work, language)) all.push(pageOfArticle(baseUrl, article));
    }
    return all;
  });
  const urls = addresses.map((address) => html`<url><loc>${address}</loc></url>`);
  const body = html`${new Markup('<?xml version="1.0" encoding="UTF-8"?>')}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls}</urlset>`;
  return {
    status: 200,
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" },
    body: body.text,
  };
}
