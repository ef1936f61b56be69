/** Only an e-mail address and a telephone number stand in the record itself. */
export function canBeMain(kind: string): boolean {
  return kind === "email" || kind === "phone";
}

/** The address that starts a contact, where the kind has one; never one that could run a script. */
export function addressOf(kind: string, value: string): string | null {
  const handle = encodeURIComponent(value.replace(/^@/, ""));
  switch (kind) {
    case "email":
      return `mailto:${value}`;
    case "phone":
      return `tel:${value.replace(/[^+\d]/g, "")}`;
    case "website":
      return /^https?:\/\//i.test(value) ? value : `https://${value}`;
    case "telegram":
      return `https://t.me/${handle}`;
    case "whatsapp":
      return `https://wa.me/${value.replace(/\D/g, "")}`;
    case "vk":
      return `https://vk.com/${handle}`;
    default:
      return null;
  }
}
