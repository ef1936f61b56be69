const place = "rapport.telephone.on";

/** Whether the telephone was on when this browser was last here. */
export const isKeptOn = (): boolean => localStorage.getItem(place) === "yes";

export function keepOn(on: boolean): void {
  if (on) localStorage.setItem(place, "yes");
  else localStorage.removeItem(place);
}
