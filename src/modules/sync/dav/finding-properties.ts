import { AppError } from "#kernel/error";
import type { Work } from "#records";
import { childNamed, readXml } from "../xml/reading.ts";
import { type DavAnswer, described, multiStatus } from "./answers.ts";
import { propertiesAsked } from "./asking.ts";
import { collections, type Collection } from "./collections.ts";
import { isOpen, memberNamed, membersOf, userOf } from "./members.ts";
import { collectionHref, entryHref, homeHref, type Place, principalHref, rootHref } from "./places.ts";
import {
  type Properties,
  propertiesOfCollection,
  propertiesOfEntry,
  propertiesOfPlace,
  toldOfAll,
} from "./properties.ts";

/** Titles of what is shown, in the language of the user. */
export type Titles = Readonly<Record<Collection["name"] | "user", string>>;

/** PROPFIND: what is asked of an address, and with depth 1 of what lies in it. */
export async function findProperties(
  work: Work,
  place: Place,
  { body, deep, titles }: { readonly body: string; readonly deep: boolean; readonly titles: Titles },
): Promise<DavAnswer> {
  const asked = askedIn(body);
  const found = [...(await own(work, place, titles)), ...(deep ? await within(work, place, titles) : [])];
  const responses = found.map(([href, properties]) => {
    const names = asked.names ?? Object.keys(properties).filter(toldOfAll);
    return described(href, properties, names, { namesOnly: asked.namesOnly });
  });
  return multiStatus(await Promise.all(responses));
}

interface Asked {
  /** All unless told. */
  readonly names?: readonly string[];
  readonly namesOnly: boolean;
}

function askedIn(body: string): Asked {
  if (body.trim() === "") return { namesOnly: false };
  const asked = readXml(body);
  if (asked?.name !== "{DAV:}propfind") throw new AppError("body_invalid");
  const prop = childNamed(asked, "{DAV:}prop");
  if (prop) return { names: propertiesAsked(prop.children), namesOnly: false };
  return { namesOnly: childNamed(asked, "{DAV:}propname") !== undefined };
}

type Found = readonly [href: string, properties: Properties];

async function own(work: Work, place: Place, titles: Titles): Promise<Found[]> {
  const user = userOf(work);
  switch (place.kind) {
    case "root":
      return [[rootHref, propertiesOfPlace(work, place, "Rapport")]];
    case "principal":
      return [[principalHref(user), propertiesOfPlace(work, place, titles.user)]];
    case "home":
      return [[homeHref(place.home, user), propertiesOfPlace(work, place, titles.user)]];
    case "collection":
      return [await ofCollection(work, place.collection, titles)];
    case "entry": {
      const member = await memberNamed(work, place.collection, place.name);
      if (!member) throw new AppError("not_found");
      return [[entryHref(place.collection, user, member.name), propertiesOfEntry(place.collection, member)]];
    }
  }
}

async function within(work: Work, place: Place, titles: Titles): Promise<Found[]> {
  const user = userOf(work);
  if (place.kind === "home") {
    const open = collections.filter((one) => one.home === place.home && isOpen(work, one));
    return Promise.all(open.map((one) => ofCollection(work, one, titles)));
  }
  if (place.kind !== "collection") return [];
  const members = await membersOf(work, place.collection);
  return members.map((member) => [
    entryHref(place.collection, user, member.name),
    propertiesOfEntry(place.collection, member),
  ]);
}

async function ofCollection(work: Work, collection: Collection, titles: Titles): Promise<Found> {
  if (!isOpen(work, collection)) throw new AppError("not_found");
  return [
    collectionHref(collection, userOf(work)),
    propertiesOfCollection(work, collection, titles[collection.name]),
  ];
}
