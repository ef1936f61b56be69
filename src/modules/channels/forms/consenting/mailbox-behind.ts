/** Hosts of one provider, and what of the part before the @ it does not look at. */
const providers: readonly { readonly hosts: readonly string[]; readonly ignored: RegExp }[] = [
  { hosts: ["gmail.com", "googlemail.com"], ignored: /\./g },
  { hosts: ["proton.me", "protonmail.com", "pm.me"], ignored: /[._-]/g },
  {
    hosts: ["yandex.ru", "ya.ru", "yandex.com", "yandex.by", "yandex.kz", "yandex.com.tr"],
    ignored: /[.-]/g,
  },
  { hosts: ["icloud.com", "me.com", "mac.com"], ignored: /(?!)/g },
];

/**
 * By what one counts what goes to an address: whoever has a mailbox has as many addresses of it as they like (name+anything@, and
 * with some providers dots anywhere), and whoever wishes them ill has them, too. Only to count by: it may be no address.
 */
export function mailboxBehind(address: string): string {
  const at = address.lastIndexOf("@");
  const host = address.slice(at + 1).toLowerCase();
  const [name = ""] = address.slice(0, at).toLowerCase().split("+", 1);
  const provider = providers.find(({ hosts }) => hosts.includes(host));
  return provider ? `${name.replace(provider.ignored, "")}@${provider.hosts[0]}` : `${name}@${host}`;
}
