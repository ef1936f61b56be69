import iconv from "iconv-lite";
import { expect, test } from "vitest";
import { readFileOf } from "../testing/reading-desk.ts";
import { cellsByHeading } from "../testing/table-cells.ts";
import { zipOf } from "../testing/zip.ts";

const card = (...lines: readonly string[]): string => ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n");

test("a card of an old phone is read in its own charset and with its soft line ends", async () => {
  const text = card(
    "VERSION:2.1",
    "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=9F=D0=B5=D1=82=D1=80=D0=BE=D0=B2=D0=B0;=",
    "=D0=95=D0=BB=D0=B5=D0=BD=D0=B0;;;",
    "TEL;CELL;PREF:+359 888 123 456",
    "TEL;WORK:02 123 45 67",
    "NOTE;CHARSET=WINDOWS-1251;ENCODING=QUOTED-PRINTABLE:=C7=E4=F0=E0=E2=E5=E9",
    "PHOTO;JPEG;ENCODING=BASE64:/9j/4AAQ",
    " SkZJRg==",
  );
  const { lists, left } = await readFileOf("phone.vcf", text);
  expect(cellsByHeading(lists["phone.vcf"] ?? "")).toEqual([
    {
      "First Name": "Елена",
      "Last Name": "Петрова",
      "Phone 1 - Value": "+359 888 123 456",
      "Phone 1 - Label": "Mobile",
      "Phone 2 - Value": "02 123 45 67",
      "Phone 2 - Label": "Work",
      Notes: "Здравей",
    },
  ]);
  expect(left).toEqual([{ name: "PHOTO", reason: "unknown" }]);
});

test("a card of Apple or Google is read with its own labels, folded lines and escaped signs", async () => {
  const text = card(
    "VERSION:3.0",
    "N:Smith;John;Q.;Dr.;Jr.",
    "FN:Dr. John Q. Smith Jr.",
    "ORG:Acme\\, Ltd;Sales;East",
    "TITLE:Head of a very long title that is folded in the midst of its te",
    " xt",
    "item1.EMAIL;type=INTERNET:john@home.example",
    "item1.X-ABLabel:Boat",
    "EMAIL;type=INTERNET;type=WORK;type=pref:john@acme.example",
    "item2.TEL:+1 555 0100",
    "item2.X-ABLabel:_$!<HomeFAX>!$_",
    "item3.ADR;type=HOME;type=pref:;;1 Main St\\nFlat 2;Springfield;IL;62701;USA",
    "BDAY;value=date:1604-09-01",
    "BDAY:--0901",
    "NOTE:First\\nsecond\\; third \\\\ slash",
    "CATEGORIES:Friends,VIP",
    "X-SOCIALPROFILE;type=telegram:https://t.me/john",
    "IMPP;X-SERVICE-TYPE=Skype:skype:john.smith",
    "X-CUSTOM:something",
    "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
  );
  const { lists } = await readFileOf("contacts.vcf", text);
  expect(cellsByHeading(lists["contacts.vcf"] ?? "")).toEqual([
    {
      "First Name": "John",
      "Middle Name": "Q.",
      "Last Name": "Smith",
      "Name Prefix": "Dr.",
      "Name Suffix": "Jr.",
      "Organization Name": "Acme, Ltd",
      "Organization Department": "Sales, East",
      "Organization Title": "Head of a very long title that is folded in the midst of its text",
      "E-mail 1 - Value": "john@acme.example",
      "E-mail 1 - Label": "Work",
      "E-mail 2 - Value": "john@home.example",
      "E-mail 2 - Label": "Boat",
      "Phone 1 - Value": "+1 555 0100",
      "Phone 1 - Label": "HomeFAX",
      "Address 1 - Street": "1 Main St\nFlat 2",
      "Address 1 - City": "Springfield",
      "Address 1 - Region": "IL",
      "Address 1 - Postal Code": "62701",
      "Address 1 - Country": "USA",
      "Address 1 - Label": "Home",
      Birthday: "--09-01",
      Notes: "First\nsecond; third \\ slash",
      Labels: "Friends ::: VIP",
      Telegram: "https://t.me/john",
      Skype: "john.smith",
      "X-CUSTOM": "something",
      UID: "4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
    },
  ]);
});

test("companies stand apart, groups label their members, and many files of an archive are one list", async () => {
  const files = {
    "a.vcf": card("VERSION:4.0", "KIND:org", "FN:Vitosha", "TEL;VALUE=uri;PREF=1:tel:+359-2-1"),
    "b.vcf":
      card(
        "VERSION:4.0",
        "FN:Ана Стоянова",
        "UID:urn:uuid:1",
        "EMAIL;PREF=2:b@x.example",
        "EMAIL;PREF=1:a@x.example",
      ) +
      card("VERSION:4.0", "KIND:group", "FN:Partners", "MEMBER:urn:uuid:1") +
      card("VERSION:4.0", "KIND:location", "FN:The hall"),
    "c.vcf": iconv.encode(card("VERSION:3.0", "N:;;;;", "FN:Rila", "ORG:Rila"), "utf-16le"),
    "d.vcf": card("VERSION:3.0", "EMAIL:only@x.example", "BEGIN:VCARD", "FN:Agent", "END:VCARD"),
  };
  const { lists, left } = await readFileOf("all.zip", await zipOf(files));
  expect(Object.keys(lists)).toEqual(["all.zip › *.vcf"]);
  const { parts } = await readFileOf("all.zip", await zipOf(files));
  expect(parts.map(({ object, text }) => [object, cellsByHeading(text)])).toEqual([
    [
      "company",
      [{ "Organization Name": "Vitosha", "Phone 1 - Value": "+359-2-1" }, { "Organization Name": "Rila" }],
    ],
    [
      "person",
      [
        {
          "First Name": "Ана",
          "Last Name": "Стоянова",
          "E-mail 1 - Value": "a@x.example",
          "E-mail 2 - Value": "b@x.example",
          Labels: "Partners",
          UID: "1",
        },
        { "First Name": "only@x.example", "E-mail 1 - Value": "only@x.example" },
      ],
    ],
  ]);
  expect(left).toEqual([{ name: "The hall", reason: "unknown" }]);
});

const calendar = (...lines: readonly string[]): string =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");

test("events and things to do become tasks, at the instant that the calendar meant", async () => {
  const { parts, left } = await readFileOf(
    "work.ics",
    calendar(
      "BEGIN:VTIMEZONE",
      "TZID:Our own",
      "BEGIN:STANDARD",
      "TZOFFSETTO:+0530",
      "END:STANDARD",
      "END:VTIMEZONE",
      "BEGIN:VEVENT",
      "UID:1@x",
      "SUMMARY:Meeting\\, quarterly",
      'DTSTART;TZID="W. Europe Standard Time":20990702T100000',
      "DURATION:PT1H30M",
      "ORGANIZER;CN=Maria:mailto:maria@us.example",
      'ATTENDEE;CN="Ivanov, Ivan":mailto:Ivan@Client.example',
      "ATTENDEE;CUTYPE=ROOM:mailto:room@us.example",
      "ATTENDEE:mailto:second@client.example",
      "LOCATION:Room 5",
      "BEGIN:VALARM",
      "DESCRIPTION:not this",
      "END:VALARM",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:2@x",
      "SUMMARY:Fair",
      "DTSTART;VALUE=DATE:20200901",
      "DTEND;VALUE=DATE:20200902",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "UID:3@x",
      "SUMMARY:Weekly",
      "DTSTART:20200901T093000",
      "DTEND:20200901T100000",
      "RRULE:FREQ=WEEKLY;BYDAY=TU",
      "END:VEVENT",
      "BEGIN:VEVENT",
      "SUMMARY:Gone",
      "STATUS:CANCELLED",
      "DTSTART:20200901T093000Z",
      "END:VEVENT",
      "BEGIN:VTODO",
      "UID:4@x",
      "SUMMARY:Call",
      "CATEGORIES:call",
      "PRIORITY:2",
      "DUE;TZID=Our own:20990101T120000",
      "STATUS:NEEDS-ACTION",
      "END:VTODO",
      "BEGIN:VTODO",
      "UID:5@x",
      "SUMMARY:Done",
      "DTSTART:20200101T090000Z",
      "DUE:20200101T100000Z",
      "STATUS:COMPLETED",
      "COMPLETED:20200103T100000Z",
      "END:VTODO",
    ),
    { ours: ["maria@us.example"] },
  );
  const [people, tasks] = parts;
  expect([people?.object, tasks?.object]).toEqual(["person", "task"]);
  expect(cellsByHeading(people?.text ?? "")).toEqual([
    { Correspondent: "Ivanov, Ivan", "E-mail": "ivan@client.example" },
    { Correspondent: "second", "E-mail": "second@client.example" },
  ]);
  expect(cellsByHeading(tasks?.text ?? "")).toEqual([
    {
      Subject: "Meeting, quarterly",
      Kind: "meeting",
      Due: "2099-07-02T08:00:00.000Z",
      Ends: "2099-07-02T09:30:00.000Z",
      Contact: "ivan@client.example",
      Owner: "maria@us.example",
      Location: "Room 5",
      Attendees: "second@client.example",
      UID: "1@x",
    },
    {
      Subject: "Fair",
      Kind: "meeting",
      Due: "2020-09-01",
      Completed: "2020-08-31T21:00:00.000Z",
      UID: "2@x",
    },
    {
      Subject: "Weekly",
      Kind: "meeting",
      Due: "2020-09-01T06:30:00.000Z",
      Ends: "2020-09-01T07:00:00.000Z",
      Repeats: "RRULE:FREQ=WEEKLY;BYDAY=TU",
      UID: "3@x",
    },
    { Subject: "Call", Kind: "call", Due: "2099-01-01T06:30:00.000Z", Priority: "high", UID: "4@x" },
    {
      Subject: "Done",
      Kind: "to_do",
      Due: "2020-01-01T09:00:00.000Z",
      Ends: "2020-01-01T10:00:00.000Z",
      Completed: "2020-01-03T10:00:00.000Z",
      UID: "5@x",
    },
  ]);
  expect(left).toEqual([{ name: "Gone", reason: "cancelled" }]);
});
