import { AppError } from "#kernel/error";

const shortest = 12;
const longest = 256;

// The stems of the passwords that head the lists of leaked ones, in the languages of our users.
const stems = new Set(
  `password passw0rd p@ssw0rd p@ssword passwort parola пароль парола contrasena contraseña qwerty qwertyuiop
   qwertyuiopasdfghjkl йцукен йцукенгшщз asdfghjkl zxcvbnm azerty letmein welcome welcometo bienvenido administrator
   administrador админ администратор admin root toor master iloveyou teamo princess sunshine football baseball
   superman batman dragon monkey shadow michael jennifer charlie trustno rapport crm changeme changeit secret
   default guest temporary temp test testing demo company login user hello whatever qazwsx qazwsxedc abc abcd abcdef
   passwordpassword adminadmin qwertyqwerty correcthorsebatterystaple mynameis letmeinplease spartak levski cska
   barcelona realmadrid liverpool arsenal chelsea наташа андрей привет здравей`.split(/\s+/),
);

const rows = [
  "01234567890123456789",
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiopasdfghjklzxcvbnm",
  "абвгдежзийклмнопрстуфхцчшщъыьэюя",
];

/** Throws when `password` is shorter than 12 characters, longer than 256, or among the first that anyone would try. */
export function assertPassword(password: string, about: readonly string[] = []): void {
  const length = [...password].length;
  if (length < shortest)
    throw new AppError("password_too_short", { field: "password", params: { least: shortest } });
  if (length > longest)
    throw new AppError("password_too_long", { field: "password", params: { most: longest } });
  if (isCommon(password.toLowerCase(), about)) throw new AppError("password_common", { field: "password" });
}

function isCommon(password: string, about: readonly string[]): boolean {
  const stem = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if (stem === "" && isRun(password)) return true;
  if (stems.has(stem) || /^(.{1,4})\1+.{0,3}$/u.test(password)) return true;
  const own = about
    .flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length > 3);
  return isRun(password) || own.includes(stem);
}

// Neighbours on the keyboard or in the alphabet, forwards or backwards, maybe twice over.
function isRun(password: string): boolean {
  const backwards = [...password].reverse().join("");
  return rows.some((row) => row.repeat(2).includes(password) || row.repeat(2).includes(backwards));
}
