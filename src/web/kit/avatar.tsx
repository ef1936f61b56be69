import { useState } from "react";
import styles from "./avatar.module.css";

interface AvatarProps {
  readonly name: string;
  /** A person is round, a company square. */
  readonly kind: "person" | "company";
  /** Address of the picture; initials where there is none or it does not load. */
  readonly picture?: string | null;
  readonly size?: number;
}

/** A face beside a name; it says nothing that the name does not, so it is no text: neither read out nor copied. */
export function Avatar({ name, kind, picture, size = 24 }: AvatarProps) {
  const [broken, setBroken] = useState(false);
  const letters = size < 20 ? 1 : 2;
  return (
    <span
      aria-hidden="true"
      className={styles.avatar}
      data-kind={kind}
      data-initials={picture && !broken ? undefined : initialsOf(name, letters)}
      style={{ "--size": `${size}px`, "--hue": hueOf(name) } as React.CSSProperties}
    >
      {picture && !broken && (
        <img src={picture} alt="" width={size} height={size} loading="lazy" onError={() => setBroken(true)} />
      )}
    </span>
  );
}

/** First letters of the first and the last word: "Елена Петрова" is ЕП, "Acme" is A. */
export function initialsOf(name: string, letters: number): string {
  const words = name.split(/[\s"«»“”'()]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const chosen = letters === 1 || words.length < 2 ? words.slice(0, 1) : [words[0], words.at(-1)];
  return chosen
    .map((word) => [...(word ?? "")][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

// Twelve hues far enough apart to tell; the same name always has the same one.
function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return (hash % 12) * 30 + 15;
}
