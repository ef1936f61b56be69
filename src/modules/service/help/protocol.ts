import { AppError } from "#kernel/error";
import { isLocale, type Locale, localeFrom } from "#kernel/locale";
import { networkOf } from "#kernel/network";
import { countAttempt } from "#platform";
import {
  type Protocol,
  type ProtocolAnswer,
  type ProtocolRequest,
  type Runtime,
  type Work,
  stranger,
} from "#records";
import { sellerOnPage } from "#trade";
import { helpPath, wayToArticle } from "./addresses.ts";
import { plainPage, shown, unlessKnown } from "./answers.ts";
import { everything, read, searched } from "./content.ts";
import type { Page } from "./frame.ts";
import { judgeArticle } from "./judging.ts";
import { keptPage, standOfHelp } from "./kept-pages.ts";
import {
  inAllLanguages,
  publicArticle,
  publicArticles,
  publicArticlesOn,
  publicLanguages,
} from "./published.ts";
import { sitemap } from "./sitemap.ts";
import { helpWords } from "./words.ts";

/** Searches of one network, and pages that are made for it anew. */
const mostSearches = { most: 60, seconds: 60 } as const;
const mostPages = { most: 300, seconds: 60 } as const;

/** Pages of articles for everybody: `/help/<language>`, searched by `?q=`, and `/help/<language>/<number>-<words>`. */
export const helpPages: Protocol = {
  name: "help",
  path: helpPath,
  methods: ["GET", "HEAD", "POST"],
  entrances: [],
  bodyLimit: 1000,
  challenge: "Bearer",
  source: "system",
  // Who reads there proves nothing, and is shown what everybody may read.
  authenticate: () => Promise.resolve(stranger),
  async answer(runtime, actor, request) {
    const preferred = localeFrom(request.headers["accept-language"]);
    const asked = { runtime, request, address: actor.address ?? "" };
    const { isOn, stand } = await standOfHelp(runtime.database);
    if (!isOn) return plainPage(preferred, 404, "gone");
    // What is asked for without a word is the same for everybody, until an article changes.
    const isSame =
      request.method !== "POST" && request.query === "" && request.path.length > helpPath.length + 1;
    const found = isSame
      ? await keptPage(runtime, `${stand} ${request.path}`, async () =>
          (await mayAsk(asked, "help page", mostPages))
            ? pageAt(asked, preferred)
            : plainPage(preferred, 429, "busy"),
        )
      : await pageAt(asked, preferred);
    return unlessKnown(request, found);
  },
};

function pageAt(asked: Asked, preferred: Locale): ProtocolAnswer | Promise<ProtocolAnswer> {
  const [language = "", named = "", act] = asked.request.path.slice(helpPath.length + 1).split("/");
  if (language === "sitemap.xml" && named === "") return sitemap(asked.runtime);
  if (language === "") return toLanguage(asked.runtime, preferred);
  if (!isLocale(language)) return plainPage("en", 404, "gone");
  if (named === "") return home(asked, language);
  const number = /^(\d{1,15})(?:-[a-z0-9-]{0,100})?$/.exec(named)?.[1];
  if (!number) return plainPage(language, 404, "gone");
  return article(asked, language, { number, act });
}

interface Asked {
  readonly runtime: Runtime;
  readonly request: ProtocolRequest;
  readonly address: string;
}

async function toLanguage(runtime: Runtime, preferred: Locale): Promise<ProtocolAnswer> {
  const languages = await runtime.runAsSystem(publicLanguages);
  const language = languages.includes(preferred) ? preferred : (languages[0] ?? preferred);
  return { status: 302, headers: { location: `${helpPath}/${language}`, vary: "accept-language" } };
}

async function home(asked: Asked, language: Locale): Promise<ProtocolAnswer> {
  const { runtime, request } = asked;
  if (request.method === "POST") return { status: 405, headers: { allow: "GET, HEAD" } };
  const words = (new URLSearchParams(request.query).get("q") ?? "").trim().slice(0, 200);
  if (words && !(await mayAsk(asked, "help search", mostSearches))) return plainPage(language, 429, "busy");
  return runtime.runAsSystem(async (work) => {
    const page = await frameOf(work, runtime, language);
    if (words) {
      const found = await publicArticlesOn(work, { words, language });
      return shown({
        ...page,
        title: helpWords[language].found(words),
        way: null,
        words,
        content: searched(language, words, found),
      });
    }
    const title = helpWords[language].title(page.seller.name);
    const content = everything(language, title, await publicArticles(work, language));
    return shown({ ...page, title, way: `${helpPath}/${language}`, content });
  });
}

async function mayAsk(
  { runtime, address }: Asked,
  what: string,
  most: { readonly most: number; readonly seconds: number },
): Promise<boolean> {
  try {
    await countAttempt(runtime.database, [{ key: [what, networkOf(address)], ...most }]);
    return true;
  } catch (problem) {
    if (problem instanceof AppError && problem.code === "too_many_requests") return false;
    throw problem;
  }
}

async function article(
  { runtime, request, address }: Asked,
  language: Locale,
  { number, act }: { readonly number: string; readonly act: string | undefined },
): Promise<ProtocolAnswer> {
  const isJudged = act === "helpful" && request.method === "POST";
  if (act !== undefined && !isJudged) return plainPage(language, 404, "gone");
  const found = await runtime.runAsSystem((work) => publicArticle(work, number));
  if (!found || found.language !== language) return plainPage(language, 404, "gone");
  const way = wayToArticle(found);
  if (isJudged) {
    const isHelpful = new URLSearchParams(request.body).get("answer") === "yes";
    await judgeArticle(runtime, found.id, { address, isHelpful });
    return { status: 303, headers: { location: `${way}?thanks` } };
  }
  if (request.method === "POST") return { status: 405, headers: { allow: "GET, HEAD" } };
  if (request.path !== way) return { status: 301, headers: { location: way } };
  const isThanked = request.query === "thanks";
  return runtime.runAsSystem(async (work) => {
    const page = await frameOf(work, runtime, language);
    const same = (await inAllLanguages(work, found.id)).map(
      (one) => [one.language, wayToArticle(one)] as const,
    );
    return shown({
      ...page,
      languages: new Map([...page.languages, ...same]),
      title: found.title,
      description: found.body.replace(/\s+/g, " ").slice(0, 160),
      way: isThanked ? null : way,
      content: read(found, isThanked),
    });
  });
}

/** What all pages in a language have. */
async function frameOf(
  work: Work,
  { settings: { baseUrl } }: Runtime,
  language: Locale,
): Promise<Pick<Page, "seller" | "baseUrl" | "language" | "languages">> {
  const languages = new Map((await publicLanguages(work)).map((one) => [one, `${helpPath}/${one}`]));
  return { seller: await sellerOnPage(work, language), baseUrl, language, languages };
}
