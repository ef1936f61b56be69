import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { onTestFinished } from "vitest";

export interface ReceivedLetter {
  /** Sender and recipients of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly headers: string;
  readonly text: string;
  /** As it came. */
  readonly raw: string;
}

/** A real mail server on a free port of this machine that keeps what it is given, but for recipients whom it refuses by a code. */
export async function openMailServer(
  refusals: Readonly<Record<string, number>> = {},
): Promise<{ url: string; letters: ReceivedLetter[] }> {
  const letters: ReceivedLetter[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      const code = refusals[address];
      done(code ? Object.assign(new Error(`No room for ${address}`), { responseCode: code }) : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        letters.push(
          read(Buffer.concat(chunks).toString("utf8"), {
            from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
            to: session.envelope.rcptTo.map((one) => one.address),
          }),
        );
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, letters };
}

function read(raw: string, envelope: Pick<ReceivedLetter, "from" | "to">): ReceivedLetter {
  const [headers = "", ...body] = raw.split("\r\n\r\n");
  const text = body.join("\n\n");
  if (/transfer-encoding: base64/i.test(headers))
    return { ...envelope, headers, raw, text: Buffer.from(text, "base64").toString("utf8") };
  return { ...envelope, headers, raw, text: fromQuotedPrintable(text) };
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
