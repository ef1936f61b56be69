/** A time zone as it is known here, by any of the names that calendars give it; undefined where it is none. */
export function zoneNamed(name: string): string | undefined {
  const plain = name.trim().replace(/^"|"$/g, "");
  // "/mozilla.org/20050126_1/Europe/Berlin" ends as the zone is called.
  const ends = [plain, plain.split("/").slice(-3).join("/"), plain.split("/").slice(-2).join("/")];
  return [...ends, windowsZones[plain] ?? ""].find(isZone);
}

function isZone(name: string): boolean {
  if (name === "") return false;
  try {
    Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What Outlook calls them (Unicode CLDR, windowsZones). */
const windowsZones: Readonly<Record<string, string>> = {
  "Dateline Standard Time": "Etc/GMT+12",
  "Hawaiian Standard Time": "Pacific/Honolulu",
  "Alaskan Standard Time": "America/Anchorage",
  "Pacific Standard Time": "America/Los_Angeles",
  "Mountain Standard Time": "America/Denver",
  "US Mountain Standard Time": "America/Phoenix",
  "Central Standard Time": "America/Chicago",
  "Central Standard Time (Mexico)": "America/Mexico_City",
  "Eastern Standard Time": "America/New_York",
  "SA Pacific Standard Time": "America/Bogota",
  "Atlantic Standard Time": "America/Halifax",
  "SA Western Standard Time": "America/La_Paz",
  "Pacific SA Standard Time": "America/Santiago",
  "E. South America Standard Time": "America/Sao_Paulo",
  "Argentina Standard Time": "America/Buenos_Aires",
  "Azores Standard Time": "Atlantic/Azores",
  "GMT Standard Time": "Europe/London",
  "Greenwich Standard Time": "Atlantic/Reykjavik",
  "W. Europe Standard Time": "Europe/Berlin",
  "Central Europe Standard Time": "Europe/Budapest",
  "Central European Standard Time": "Europe/Warsaw",
  "Romance Standard Time": "Europe/Paris",
  "Morocco Standard Time": "Africa/Casablanca",
  "FLE Standard Time": "Europe/Kiev",
  "GTB Standard Time": "Europe/Bucharest",
  "E. Europe Standard Time": "Europe/Chisinau",
  "Egypt Standard Time": "Africa/Cairo",
  "Israel Standard Time": "Asia/Jerusalem",
  "South Africa Standard Time": "Africa/Johannesburg",
  "Kaliningrad Standard Time": "Europe/Kaliningrad",
  "Turkey Standard Time": "Europe/Istanbul",
  "Belarus Standard Time": "Europe/Minsk",
  "Russian Standard Time": "Europe/Moscow",
  "Arab Standard Time": "Asia/Riyadh",
  "Arabian Standard Time": "Asia/Dubai",
  "Russia Time Zone 3": "Europe/Samara",
  "Georgian Standard Time": "Asia/Tbilisi",
  "Caucasus Standard Time": "Asia/Yerevan",
  "Ekaterinburg Standard Time": "Asia/Yekaterinburg",
  "West Asia Standard Time": "Asia/Tashkent",
  "Central Asia Standard Time": "Asia/Almaty",
  "Omsk Standard Time": "Asia/Omsk",
  "India Standard Time": "Asia/Calcutta",
  "N. Central Asia Standard Time": "Asia/Novosibirsk",
  "SE Asia Standard Time": "Asia/Bangkok",
  "North Asia Standard Time": "Asia/Krasnoyarsk",
  "China Standard Time": "Asia/Shanghai",
  "Singapore Standard Time": "Asia/Singapore",
  "North Asia East Standard Time": "Asia/Irkutsk",
  "Tokyo Standard Time": "Asia/Tokyo",
  "Korea Standard Time": "Asia/Seoul",
  "Yakutsk Standard Time": "Asia/Yakutsk",
  "AUS Eastern Standard Time": "Australia/Sydney",
  "Vladivostok Standard Time": "Asia/Vladivostok",
  "New Zealand Standard Time": "Pacific/Auckland",
};
