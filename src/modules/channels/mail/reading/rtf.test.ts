import { expect, test } from "vitest";
import { unpackedRtf } from "./compressed-rtf.ts";
import { textOfRtf } from "./rtf-text.ts";
import { filesOfTnef, textOfTnef } from "./tnef.ts";

// The examples of MS-OXRTFCP, 4.1 and 4.2.
const plainExample = Buffer.from(
  "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
  "hex",
);
const crossing = Buffer.from("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0", "hex");

test("what Outlook packs is unpacked as its description says, also where a piece repeats itself", () => {
  expect(unpackedRtf(plainExample)?.toString()).toBe("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  expect(unpackedRtf(crossing)?.toString()).toBe("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
});

test("a rich text tells its words: letters by number and by page of code, lines, and none of its looks", () => {
  const rtf =
    "{\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0 Arial;}}{\\*\\generator Riched20;}\\uc1\\pard \\u1053?\\'e0\\'ec 12\\par Two \\{lines\\}\\tab \\endash  end\\par}";
  expect(textOfRtf(Buffer.from(rtf, "latin1"))).toBe("Нам 12\nTwo {lines}\t– end");
  const html =
    "{\\rtf1\\ansi\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Dear Ann\\htmlrtf }\\htmlrtf0 {\\*\\htmltag72 </p>}{\\*\\htmltag64 <p>}Bye{\\*\\htmltag72 </p>}}";
  expect(textOfRtf(Buffer.from(html, "latin1"))).toBe("Dear Ann\nBye");
});

test("a message that is nothing but winmail.dat says what it says, and broken ones break nothing", () => {
  const whole = Buffer.concat([
    uint32(0x223e9f78),
    uint16(1),
    attribute(0x9003, rtfProperty(plainExample)),
    attribute(0x9002, Buffer.alloc(1)),
    attribute(0x8010, Buffer.from("offer.pdf\0")),
    attribute(0x800f, Buffer.from("%PDF")),
  ]);
  expect(textOfTnef(whole)).toBe("hello world");
  expect(filesOfTnef(whole).map(({ name }) => name)).toEqual(["offer.pdf"]);
  for (let end = 0; end < whole.length; end++) expect(() => textOfTnef(whole.subarray(0, end))).not.toThrow();
  for (let at = 6; at < whole.length; at++) {
    const bent = Buffer.from(whole);
    bent[at] = 0xff;
    expect(() => [textOfTnef(bent), filesOfTnef(bent)]).not.toThrow();
  }
});

test("what is packed to be read without end is read a little", () => {
  const head = [uint32(0x223e9f78), uint16(1)];
  const text = "All of it. ".repeat(100_000);
  expect(textOfTnef(Buffer.concat([...head, attribute(0x800c, Buffer.from(text))])).length).toBeLessThan(
    300_001,
  );
  const silent = Array.from({ length: 100 }, () => attribute(0x9003, uint32(0)));
  const said = attribute(0x9003, rtfProperty(plainExample));
  expect(textOfTnef(Buffer.concat([...head, ...silent, said]))).toBe("");
  const large = Buffer.concat([
    uint32(0),
    uint32(2_000_000),
    uint32(0x414c454d),
    uint32(0),
    Buffer.alloc(2_000_000, "a"),
  ]);
  expect(unpackedRtf(large)).toHaveLength(300_000);
});

/** The properties of a message whose words are rich. */
function rtfProperty(packed: Buffer): Buffer {
  return Buffer.concat([
    uint32(1),
    uint16(0x0102),
    uint16(0x1009),
    uint32(1),
    uint32(packed.length),
    packed,
    Buffer.alloc(3),
  ]);
}

function attribute(tag: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([1]), uint16(tag), uint16(6), uint32(value.length), value, uint16(0)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
