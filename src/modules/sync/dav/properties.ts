import { grantOn } from "#records/contract";
import type { Work } from "#records";
import { xml, xmlText } from "../xml/writing.ts";
import type { Collection } from "./collections.ts";
import { type Member, userOf } from "./members.ts";
import { homeHref, type Place, principalHref, rootHref } from "./places.ts";
import { stateOf } from "./states.ts";
import { tokenNow } from "./sync-tokens.ts";

/** Properties by name in full, each reckoned when it is asked for. */
export type Properties = Readonly<Record<string, () => string | Promise<string>>>;

/** The largest entry that is taken, in bytes. */
export const largestEntry = 1024 * 1024;

const dav = (name: string) => `{DAV:}${name}`;
const cal = (name: string) => `{urn:ietf:params:xml:ns:caldav}${name}`;
const card = (name: string) => `{urn:ietf:params:xml:ns:carddav}${name}`;
const cs = (name: string) => `{http://calendarserver.org/ns/}${name}`;

const href = (path: string): string => xml("d:href", xmlText(path));

/** What is said of root, principal and homes. `title` is the name of the user. */
export function propertiesOfPlace(
  work: Work,
  place: Exclude<Place, { kind: "collection" | "entry" }>,
  title: string,
): Properties {
  const user = userOf(work);
  return {
    ...common(user),
    [dav("resourcetype")]: () =>
      xml("d:resourcetype", xml("d:collection"), place.kind === "principal" ? xml("d:principal") : ""),
    [dav("displayname")]: () => xml("d:displayname", xmlText(title)),
    ...(place.kind === "principal" || place.kind === "root" ? ofPrincipal(user) : {}),
    [dav("current-user-privilege-set")]: () => privileges(["read", "read-current-user-privilege-set"]),
  };
}

function common(user: string): Properties {
  return {
    [dav("current-user-principal")]: () => xml("d:current-user-principal", href(principalHref(user))),
    [dav("principal-collection-set")]: () => xml("d:principal-collection-set", href(rootHref)),
    [dav("owner")]: () => xml("d:owner", href(principalHref(user))),
  };
}

function ofPrincipal(user: string): Properties {
  return {
    [dav("principal-URL")]: () => xml("d:principal-URL", href(principalHref(user))),
    [cal("calendar-home-set")]: () => xml("cal:calendar-home-set", href(homeHref("calendars", user))),
    [card("addressbook-home-set")]: () =>
      xml("card:addressbook-home-set", href(homeHref("addressbooks", user))),
    [cal("calendar-user-address-set")]: () => xml("cal:calendar-user-address-set", href(principalHref(user))),
  };
}

export function propertiesOfCollection(work: Work, collection: Collection, title: string): Properties {
  const { form } = collection;
  const isBook = form.component === "VCARD";
  const kind = isBook ? "card:addressbook" : "cal:calendar";
  return {
    ...common(userOf(work)),
    [dav("resourcetype")]: () => xml("d:resourcetype", xml("d:collection"), xml(kind)),
    [dav("displayname")]: () => xml("d:displayname", xmlText(title)),
    [dav("current-user-privilege-set")]: () => privileges(privilegesOn(work, collection)),
    [dav("supported-report-set")]: () => supportedReports(isBook),
    [dav("sync-token")]: async () => xml("d:sync-token", await tokenNow(work)),
    [cs("getctag")]: async () => xml("cs:getctag", await stateOf(work, collection)),
    ...(isBook ? ofBook : ofCalendar(form.component)),
  };
}

const ofBook: Properties = {
  [card("max-resource-size")]: () => xml("card:max-resource-size", String(largestEntry)),
  [card("supported-address-data")]: () =>
    xml(
      "card:supported-address-data",
      ...["3.0", "4.0"].map(
        (version) => `<card:address-data-type content-type="text/vcard" version="${version}"/>`,
      ),
    ),
};

const ofCalendar = (component: string): Properties => ({
  [cal("max-resource-size")]: () => xml("cal:max-resource-size", String(largestEntry)),
  [cal("supported-calendar-component-set")]: () =>
    xml("cal:supported-calendar-component-set", `<cal:comp name="${component}"/>`),
  [cal("supported-calendar-data")]: () =>
    xml("cal:supported-calendar-data", `<cal:calendar-data content-type="text/calendar" version="2.0"/>`),
});

export function propertiesOfEntry({ form }: Collection, { tag, body, subject }: Member): Properties {
  const type =
    form.component === "VCARD"
      ? form.mediaType
      : `${form.mediaType}; component=${form.component.toLowerCase()}`;
  return {
    [dav("resourcetype")]: () => xml("d:resourcetype"),
    [dav("getetag")]: () => xml("d:getetag", xmlText(tag)),
    [dav("getcontenttype")]: () => xml("d:getcontenttype", xmlText(`${type}; charset=utf-8`)),
    [dav("getcontentlength")]: () => xml("d:getcontentlength", String(Buffer.byteLength(body))),
    [dav("getlastmodified")]: () =>
      xml("d:getlastmodified", new Date(String(subject.record["updated_at"] ?? 0)).toUTCString()),
    ...(form.component === "VCARD"
      ? { [card("address-data")]: () => xml("card:address-data", xmlText(body)) }
      : { [cal("calendar-data")]: () => xml("cal:calendar-data", xmlText(body)) }),
  };
}

/** What is told when everything is asked for: not the entries themselves. */
export const toldOfAll = (name: string): boolean => !/\}(address|calendar)-data$/.test(name);

function privilegesOn({ actor }: Work, { form }: Collection): string[] {
  const grant = grantOn(actor.rights, form.object);
  return [
    "read",
    "read-current-user-privilege-set",
    ...(grant.create ? ["bind"] : []),
    ...(grant.delete === "none" ? [] : ["unbind"]),
    ...(grant.change === "none" ? [] : ["write-content"]),
    ...(grant.create && grant.change !== "none" && grant.delete !== "none" ? ["write"] : []),
  ];
}

function privileges(names: readonly string[]): string {
  return xml("d:current-user-privilege-set", ...names.map((name) => xml("d:privilege", xml(`d:${name}`))));
}

function supportedReports(isBook: boolean): string {
  const names = [
    "d:sync-collection",
    ...(isBook
      ? ["card:addressbook-multiget", "card:addressbook-query"]
      : ["cal:calendar-multiget", "cal:calendar-query"]),
  ];
  return xml(
    "d:supported-report-set",
    ...names.map((name) => xml("d:supported-report", xml("d:report", xml(name)))),
  );
}
