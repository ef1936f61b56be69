import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenAmount } from "./amounts.ts";
import { readStatementFile } from "./statement-file.ts";

const read = (text: string | Buffer, columns = null) =>
  readStatementFile(Buffer.from(text as string), { columns, currency: "EUR" });
const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    const { code, details } = error as { code: string; details: { params?: object; extra?: object } };
    return { code, ...details.params, ...details.extra };
  }
  return null;
};

const camt = (entries: string, closing = "1350.50") => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>
<Stmt><Id>2026-11-05/1</Id><FrToDt><FrDtTm>2026-11-05T00:00:00</FrDtTm><ToDtTm>2026-11-05T23:59:59</ToDtTm></FrToDt>
<Acct><Id><IBAN>BG80BNBG96611020345678</IBAN></Id><Ccy>EUR</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
${entries}
</Stmt></BkToCstmrStmt></Document>`;
const entry = (amount: string, side: string, details = "", status = "<Cd>BOOK</Cd>") => `<Ntry>
<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd><Sts>${status}</Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt>
<AcctSvcrRef>B${amount}</AcctSvcrRef><NtryDtls>${details}</NtryDtls></Ntry>`;
const payment = (
  amount: string,
  name: string,
  text: string,
) => `<TxDtls><Amt Ccy="EUR">${amount}</Amt><RltdPties>
<Dbtr><Pty><Nm>${name}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls>`;

describe("a statement in CAMT.053", () => {
  it("tells its movements with payer and text, takes bundles apart and leaves out what is only announced", () => {
    const file = camt(
      entry(
        "400.50",
        "CRDT",
        payment("300.00", "Elena Petrova", "INV-2026-00001") + payment("100.50", "Иван", "за ф-ра 2"),
      ) +
        entry("50.00", "DBIT") +
        entry("7.00", "CRDT", "", "<Cd>PDNG</Cd>"),
    );
    const { format, statements } = read(file);
    expect(format).toBe("camt053");
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({
      account: "BG80BNBG96611020345678",
      currency: "EUR",
      opening: "1000",
      closing: "1350.5",
    });
    expect(statements[0]?.entries).toMatchObject([
      {
        amount: "300",
        payer: "Elena Petrova",
        payerAccount: "DE89370400440532013000",
        text: "INV-2026-00001",
      },
      { amount: "100.5", payer: "Иван", text: "за ф-ра 2", bookedOn: "2026-11-05", reference: "B400.50" },
      { amount: "-50", payer: null, reference: "B50.00" },
    ]);
  });

  it("is refused whole where a line is broken, which is told, or where its sums do not come out", () => {
    const broken = camt(`${entry("400.50", "CRDT")}\n${entry("fifty", "DBIT")}`);
    expect(thrown(() => read(broken))).toEqual({ code: "bank_file_broken", line: 11, what: "Amt" });
    expect(thrown(() => read(camt(entry("400.50", "CRDT"))))).toMatchObject({
      code: "bank_file_sums",
      missing: "-50",
    });
    expect(thrown(() => read(camt("").slice(0, -20)))).toMatchObject({
      code: "bank_file_broken",
      what: "xml",
    });
  });

  it("with a document type is refused before anything is expanded", () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "bbbb">]><Document>&b;</Document>`;
    expect(thrown(() => read(bomb))).toEqual({ code: "bank_file_unreadable" });
  });
});

const mt940 = `{1:F01BANKDEFFXXXX0000000000}{2:O9400000}{4:
:20:STARTUMSE
:25:37040044/0532013000
:28C:00211/001
:60F:C261104EUR1000,00
:61:2611051105CR400,5NTRF12345//BANKREF1
:86:166?00GUTSCHRIFT?20INV-2026-?2100001 Danke?30COBADEFF?31DE893704004405320130
00?32Elena Pe?33trova
:61:261105D50,NCHGNONREF
:86:/NAME/Bank/REMI/Fee for November/
:62F:C261105EUR1350,50
-}`;

describe("a statement in MT940", () => {
  it("tells its movements, whichever way the bank writes field 86", () => {
    const [statement] = read(mt940).statements;
    expect(statement).toMatchObject({
      account: "37040044/0532013000",
      number: "00211/001 · STARTUMSE",
      opening: "1000",
      closing: "1350.5",
    });
    expect(statement?.entries).toMatchObject([
      {
        line: 6,
        bookedOn: "2026-11-05",
        amount: "400.5",
        reference: "BANKREF1",
        payer: "Elena Petrova",
        payerAccount: "DE89370400440532013000",
        text: "INV-2026-00001 Danke · GUTSCHRIFT · 12345",
      },
      { amount: "-50", payer: "Bank", text: expect.stringContaining("Fee for November") },
    ]);
  });

  it("around the new year is booked in the year nearest to its value", () => {
    const text = mt940.replace("2611051105CR", "2601021231CR");
    expect(read(text).statements[0]?.entries[0]?.bookedOn).toBe("2025-12-31");
  });

  it("with a broken movement is refused with the line", () => {
    expect(thrown(() => read(mt940.replace("D50,NCHG", "Dfifty,NCHG")))).toEqual({
      code: "bank_file_broken",
      line: 9,
      what: ":61:",
    });
  });
});

describe("a bank's list as CSV", () => {
  it.each([
    [
      "of a German bank",
      "Buchungstag;Begünstigter/Zahlungspflichtiger;Verwendungszweck;IBAN;Betrag;Währung\n05.11.2026;Elena;INV 1;DE89370400440532013000;1.400,50;EUR\n06.11.26;Bank;Fee;;-50,00;EUR",
    ],
    [
      "of a Bulgarian bank in its code page",
      "Извлечение по сметка;;;\nДата;Контрагент;IBAN на контрагента;Основание за плащане;Дебит;Кредит\n05.11.2026;Elena;DE89 3704 0044 0532 0130 00;INV 1;;1 400,50\n06.11.2026;Bank;;Fee;50.00;0.00\nОбщо;;;;50;1400",
    ],
    [
      "of an American bank",
      'Date,Description,Name,Account,Amount\n11/15/2026,INV 1,Elena,DE89370400440532013000,"1,400.50"\n11/16/2026,Fee,Bank,,(50.00)',
    ],
  ])("%s", (_whose, text) => {
    const { statements } = read(/[а-я]/.test(text) ? inWindows1251(text) : text);
    expect(statements[0]?.entries).toMatchObject([
      {
        amount: "1400.5",
        payer: "Elena",
        payerAccount: "DE89370400440532013000",
        text: "INV 1",
        currency: "EUR",
      },
      { amount: "-50", payer: "Bank", payerAccount: null, text: "Fee" },
    ]);
  });

  it("whose columns nobody knows asks for them and tells its headings", () => {
    expect(thrown(() => read("Qaz;Wsx;Edc\n1;2;3"))).toMatchObject({
      code: "bank_columns_needed",
      headings: ["Qaz", "Wsx", "Edc"],
    });
    const { statements } = readStatementFile(Buffer.from("Qaz;Wsx\n2026-11-05;12,5"), {
      columns: { day: "Qaz", amount: "Wsx" },
      currency: "EUR",
    });
    expect(statements[0]?.entries).toMatchObject([{ bookedOn: "2026-11-05", amount: "12.5" }]);
  });

  it("with a broken line is refused with its number", () => {
    expect(thrown(() => read("Date;Amount\n2026-11-05;12\n2026-11-31;5"))).toEqual({
      code: "bank_file_broken",
      line: 3,
      what: "day",
    });
    expect(thrown(() => read("Date;Amount\n2026-11-05;twelve"))).toEqual({
      code: "bank_file_broken",
      line: 2,
      what: "amount",
    });
  });
});

it("an amount is read as it was meant, in any notation", () => {
  const notations = ["en", "de", "fr", "es", "bg", "ru", "de-CH"].map(
    (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: -10_000_000, max: 10_000_000 }),
      fc.constantFrom(...notations),
      (cents, notation) => {
        expect(Number(writtenAmount(notation.format(cents / 100)))).toBe(cents / 100);
      },
    ),
  );
});

it("no file, however it is cut or changed, ends in anything but an answer", () => {
  const whole = [camt(entry("400.50", "CRDT")), mt940, "Date;Amount\n2026-11-05;12"];
  const spoiled = fc
    .tuple(fc.constantFrom(...whole), fc.nat(), fc.nat(40), fc.string({ unit: "binary", maxLength: 20 }))
    .map(
      ([text, at, length, other]) =>
        text.slice(0, at % text.length) + other + text.slice((at % text.length) + length),
    );
  fc.assert(
    fc.property(spoiled, (text) => {
      const outcome = thrown(() => read(text)) as { code?: string } | null;
      if (outcome !== null) expect(outcome.code).toMatch(/^(bank_|too_many)/);
    }),
  );
});

function inWindows1251(text: string): Buffer {
  const bytes = [...text].map((letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code;
  });
  return Buffer.from(bytes);
}
