import { createHash } from "node:crypto";

/** How the pages look, in the light and in the dark; they need nothing else from anywhere. */
export const look = `
:root{color-scheme:light dark;--text:#1c2024;--quiet:#60646c;--ground:#fcfcfd;--raised:#fff;--line:#d9d9e0;--link:#0b5fc0}
@media(prefers-color-scheme:dark){:root{--text:#edeef0;--quiet:#b0b4ba;--ground:#111113;--raised:#18191b;--line:#363a3f;--link:#8ec8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.6 Inter,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-9999px}.skip:focus{left:8px;top:8px;padding:8px 12px;background:var(--raised)}
.page{max-width:760px;margin:0 auto;padding:16px 16px 48px}
header{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between;padding-bottom:12px;border-bottom:1px solid var(--line)}
.name{color:inherit;font-weight:600;text-decoration:none}.name img{display:block;max-width:200px;max-height:48px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 12px;margin:0;padding:0;list-style:none;font-size:14px}
nav [aria-current]{color:var(--quiet)}
h1{margin:28px 0 12px;font-size:28px;line-height:1.25}h2{margin:28px 0 8px;font-size:18px;line-height:1.35}
form.search{display:flex;gap:8px;margin:20px 0 8px}
input[type=search]{flex:1;min-width:0;padding:10px 12px;border:1px solid var(--line);border-radius:8px;background:var(--raised);color:inherit;font:inherit}
button{padding:10px 16px;border:1px solid var(--line);border-radius:8px;background:var(--raised);color:inherit;font:inherit;cursor:pointer}
button:hover{border-color:var(--quiet)}
.list{margin:0;padding:0;list-style:none}.list a{display:block;padding:8px 0;border-bottom:1px solid var(--line);text-decoration:none}.list a:hover{text-decoration:underline}
.quiet{margin:0;color:var(--quiet);font-size:14px}
.helped{display:flex;flex-wrap:wrap;gap:8px 12px;align-items:center;margin-top:36px;padding:16px 0;border-top:1px solid var(--line)}.helped p{margin:0}
footer{margin-top:40px;color:var(--quiet);font-size:14px}
@media print{header nav,form{display:none}}
`;

const print = createHash("sha256").update(look).digest("base64");

/** Nothing runs there, nothing is loaded but a logo that comes along, and forms go nowhere else. */
export const helpPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${print}'`,
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
