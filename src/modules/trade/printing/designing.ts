import { AppError } from "#kernel/error";
import type { Locale } from "#kernel/locale";
import { mergeProblem } from "#kernel/merge-text";
import { note, type Work } from "#records";
import { documentDesign, type OrganisationDesign, type PrintedKind } from "../contract/document-design.ts";
import { addressOf, logoOf } from "./picture.ts";
import { documentNames } from "./merging-texts.ts";
import type { PrintedDesign } from "./printed-design.ts";
import { standardDesign } from "./standard-texts.ts";

/** The organisation's design as it is kept; the standard one until somebody changed it. */
export async function organisationDesign(work: Work): Promise<OrganisationDesign> {
  const row = await work.db.selectFrom("document_design").select(["design", "logo"]).executeTakeFirst();
  if (!row) return standardDesign;
  return documentDesign.parse({ ...(row.design as object), logo: row.logo && addressOf(row.logo) });
}

/** What a document of a kind in a language looks like, for `PrintedDocument.design`. */
export async function designFor(work: Work, kind: PrintedKind, language: Locale): Promise<PrintedDesign> {
  return designOf(await organisationDesign(work), kind, language);
}

export function designOf(design: OrganisationDesign, kind: PrintedKind, language: Locale): PrintedDesign {
  return {
    ...(design.logo && { logo: logoOf(design.logo) }),
    accent: design.accent,
    columns: design.columns,
    header: design.header[language],
    footer: design.footer[language],
    intro: design.intro[kind][language],
    closing: design.closing[kind][language],
  };
}

/** Keeps a design. Throws `merge_text_invalid` with the text at fault, `logo_unfit`. */
export async function changeDesign(work: Work, design: OrganisationDesign): Promise<OrganisationDesign> {
  assertTexts(design);
  const { logo, ...rest } = design;
  const row = {
    design: JSON.stringify(rest),
    logo: logo === null ? null : logoOf(logo),
    updated_at: work.now,
  };
  await work.db
    .insertInto("document_design")
    .values(row)
    .onConflict((conflict) => conflict.column("id").doUpdateSet(row))
    .execute();
  await note(work, { kind: "document_design_changed" });
  return organisationDesign(work);
}

export function assertTexts({ header, footer, intro, closing }: OrganisationDesign): void {
  const texts = { header, footer, ...named("intro", intro), ...named("closing", closing) };
  for (const [name, languages] of Object.entries(texts))
    for (const [language, text] of Object.entries(languages)) {
      const place = mergeProblem(text, documentNames);
      if (place !== null)
        throw new AppError("merge_text_invalid", { field: `${name}.${language}`, params: { place } });
    }
}

function named<T>(name: string, ofKinds: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(ofKinds).map(([kind, texts]) => [`${name}.${kind}`, texts]));
}
