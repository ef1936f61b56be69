import type { ReactNode } from "react";
import styles from "./outward-link.module.css";

/** The address of a web page, made whole; null for anything that is not http or https. */
export function webAddress(text: string): string | null {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[\w.-]+:\d+/.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { protocol, href } = new URL(whole);
  return protocol === "http:" || protocol === "https:" ? href : null;
}

/** A link out of the product. Whatever stands in a field, only these four kinds of address are ever followed. */
export function OutwardLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  if (!/^(https?|mailto|tel):/i.test(href)) return <>{children}</>;
  const page = /^http/i.test(href);
  return (
    <a
      className={styles.link}
      href={href}
      {...(page ? { target: "_blank", rel: "noopener noreferrer nofollow" } : {})}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </a>
  );
}
