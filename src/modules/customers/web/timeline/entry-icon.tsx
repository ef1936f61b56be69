import {
  IconBriefcase,
  IconCalendarEvent,
  IconCircleCheck,
  IconCircleX,
  IconFileText,
  IconForms,
  IconMail,
  IconMapPin,
  IconMessage,
  IconMessages,
  IconNote,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconReceipt2,
  IconSparkles,
  IconTargetArrow,
  IconTicket,
  type IconProps,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { TimelineEntry } from "#customers/contract";

const byEvent: Readonly<Record<string, ComponentType<IconProps>>> = {
  meeting: IconCalendarEvent,
  visit: IconMapPin,
  form: IconForms,
  document: IconFileText,
  payment: IconReceipt2,
  event: IconSparkles,
  won: IconCircleCheck,
  lost: IconCircleX,
};

/** What kind of thing it was, at a glance. */
export function EntryIcon({ entry }: { readonly entry: TimelineEntry }) {
  const Icon = iconOf(entry);
  return <Icon size={16} stroke={1.5} aria-hidden="true" />;
}

function iconOf({ kind, event, details }: TimelineEntry): ComponentType<IconProps> {
  if (kind === "note") return IconNote;
  if (kind === "ticket") return event === "solved" ? IconCircleCheck : IconTicket;
  if (kind === "lead") return event === "unqualified" ? IconCircleX : IconTargetArrow;
  if (event === "call") return details.direction === "in" ? IconPhoneIncoming : IconPhoneOutgoing;
  if (event === "message")
    return details.channel === "email" ? IconMail : details.channel === "chat" ? IconMessages : IconMessage;
  return byEvent[event] ?? (kind === "deal" ? IconBriefcase : IconMessages);
}
