/** Day and time of day that an instant has in a time zone. */
export function localParts(instant: string, timeZone: string): { day: string; time: string } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return { day: `${parts.year}-${parts.month}-${parts.day}`, time: `${parts.hour}:${parts.minute}` };
}

/** The instant (ISO 8601) at which it is `time` of `day` in the zone. Where clocks skip it, the hour after. */
export function instantOf(day: string, time: string, timeZone: string): string {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  let instant = wanted;
  // Twice: the first guess may stand on the other side of a change of clocks.
  for (let round = 0; round < 2; round++) {
    const seen = localParts(new Date(instant).toISOString(), timeZone);
    instant += wanted - Date.parse(`${seen.day}T${seen.time}:00Z`);
  }
  return new Date(instant).toISOString();
}
