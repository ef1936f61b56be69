import type { CsvColumn, CsvColumns } from "../../contract/bank.ts";

/** How banks call their columns, in our languages and those of our customers' banks; compared without case, spaces and signs. */
const words: Readonly<Record<CsvColumn, readonly string[]>> = {
  day: [
    "date",
    "bookingdate",
    "transactiondate",
    "completeddate",
    "postingdate",
    "valuedate",
    "buchungstag",
    "buchungsdatum",
    "fecha",
    "fechaoperacion",
    "foperacion",
    "fechacontable",
    "fvalor",
    "дата",
    "датаоперации",
    "датапроводки",
    "датанаоперация",
    "счетоводнадата",
    "датанатранзакция",
    "вальор",
  ],
  amount: [
    "amount",
    "sum",
    "value",
    "betrag",
    "umsatz",
    "importe",
    "cantidad",
    "importeeur",
    "сумма",
    "суммаоперации",
    "суммаввалютесчета",
    "сума",
    "размер",
  ],
  credit: [
    "credit",
    "paidin",
    "moneyin",
    "deposit",
    "haben",
    "haber",
    "abono",
    "abonos",
    "ingresos",
    "кредит",
    "кредитсумма",
    "зачисление",
    "поступление",
    "приход",
    "сумапокредит",
  ],
  debit: [
    "debit",
    "paidout",
    "moneyout",
    "withdrawal",
    "soll",
    "debe",
    "cargo",
    "cargos",
    "gastos",
    "дебет",
    "дебетсума",
    "списание",
    "расход",
    "сумаподебит",
    "дебит",
  ],
  side: [
    "dc",
    "debitcredit",
    "creditdebit",
    "sollhaben",
    "дткт",
    "дебеткредит",
    "дтилкт",
    "тип",
    "видоперации",
  ],
  currency: ["currency", "ccy", "waehrung", "währung", "moneda", "divisa", "валюта"],
  payer: [
    "name",
    "counterparty",
    "payer",
    "beneficiary",
    "payee",
    "beneficiaryorpayer",
    "beguenstigterzahlungspflichtiger",
    "begünstigterzahlungspflichtiger",
    "auftraggeber",
    "ordenante",
    "beneficiario",
    "nombre",
    "контрагент",
    "плательщик",
    "наименованиеконтрагента",
    "наредител",
    "наредителполучател",
    "платец",
    "име",
    "имена",
  ],
  payer_account: [
    "iban",
    "account",
    "counterpartyiban",
    "payeraccount",
    "accountnumber",
    "kontonummeriban",
    "cuenta",
    "cuentaordenante",
    "счет",
    "счетконтрагента",
    "счетплательщика",
    "сметка",
    "ibanконтрагент",
    "ibanнаредител",
    "сметканаконтрагент",
  ],
  text: [
    "description",
    "details",
    "purpose",
    "paymentdetails",
    "narrative",
    "memo",
    "verwendungszweck",
    "buchungstext",
    "concepto",
    "descripcion",
    "observaciones",
    "masdatos",
    "назначение",
    "назначениеплатежа",
    "описание",
    "основание",
    "основаниезаплащане",
    "пояснение",
    "ощеинформация",
    "детайли",
  ],
  reference: [
    "reference",
    "ref",
    "transactionid",
    "id",
    "bankreference",
    "referencia",
    "numerooperacion",
    "номер",
    "номердокумента",
    "референция",
    "номернаоперация",
    "референтенномер",
  ],
};

/** Which column is what, by the headings of a list; one that nothing is said of is left out. */
export function columnsByHeadings(headings: readonly string[]): Partial<CsvColumns> {
  const keys = headings.map(keyOf);
  const taken = new Set<number>();
  const found: Partial<Record<CsvColumn, string>> = {};
  for (const column of Object.keys(words) as CsvColumn[]) {
    const index = placeOf(words[column], keys, taken);
    if (index === undefined) continue;
    taken.add(index);
    found[column] = headings[index] ?? "";
  }
  return found;
}

// What is called exactly so comes before what begins so, and of those the word that stands first.
function placeOf(
  known: readonly string[],
  keys: readonly string[],
  taken: ReadonlySet<number>,
): number | undefined {
  for (const isSame of [(key: string, word: string) => key === word, beginsSo]) {
    for (const word of known.map(keyOf)) {
      const index = keys.findIndex((key, at) => !taken.has(at) && isSame(key, word));
      if (index >= 0) return index;
    }
  }
  return undefined;
}

const beginsSo = (key: string, word: string): boolean => word.length > 3 && key.startsWith(word);

export function keyOf(heading: string): string {
  return heading
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\d]/gu, "");
}
