/** Numbers of the looks that every workbook has. */
export const headingStyle = 1;
export const dateStyle = 2;
export const timeStyle = 3;

/** The looks of cells. Those of amounts are added as currencies turn up; the list is written when the rows are. */
export class Styles {
  readonly #currencies: string[] = [];

  /** The number of the look of amounts in a currency. */
  ofCurrency(code: string): number {
    const known = this.#currencies.indexOf(code);
    return timeStyle + (known >= 0 ? known + 1 : this.#currencies.push(code));
  }

  xml(): string {
    const formats = this.#currencies.map(
      (code, index) =>
        `<numFmt numFmtId="${firstFormat + index}" formatCode="#,##0.00\\ &quot;${code.replace(/[^A-Z]/g, "")}&quot;"/>`,
    );
    const looks = [
      '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
      '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" applyFont="1"/>',
      '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>',
      '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>',
      ...this.#currencies.map(
        (_, index) =>
          `<xf numFmtId="${firstFormat + index}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>`,
      ),
    ];
    return (
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      (formats.length > 0 ? `<numFmts count="${formats.length}">${formats.join("")}</numFmts>` : "") +
      '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border/></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${looks.length}">${looks.join("")}</cellXfs></styleSheet>`
    );
  }
}

/** Below it the numbers are those of formats that spreadsheets know by themselves, such as 14, a day as the country writes it. */
const firstFormat = 164;
