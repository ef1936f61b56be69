import { expect, test } from "vitest";
import { cleaned } from "./cleaning.ts";

const none = { remote: false, pictures: new Map<string, string>() };

test.each([
  ["<p>Hello<script>alert(1)</script></p>", "<p>Hello</p>"],
  ["<img src=x onerror=alert(1)>", "<img />"],
  ["<svg><script>alert(1)</script></svg>", ""],
  ["<svg/onload=alert(1)>", ""],
  ["<math><mtext><table><mglyph><style><img src onerror=alert(1)>", ""],
  ["<a href='javascript:alert(1)'>x</a>", '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
  ["<a href='jAva\tscript:alert(1)'>x</a>", '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
  [
    "<a href='data:text/html,<script>1</script>'>x</a>",
    '<a target="_blank" rel="noopener noreferrer nofollow">x</a>',
  ],
  ["<a href='//evil.example/x'>x</a>", '<a target="_blank" rel="noopener noreferrer nofollow">x</a>'],
  ["<base href='https://evil.example/'><p>x</p>", "<p>x</p>"],
  ["<meta http-equiv='refresh' content='0;url=https://evil.example'><p>x</p>", "<p>x</p>"],
  ["<form action='https://evil.example'><input name=password><button>Go</button></form>", ""],
  ["<iframe src='https://evil.example'></iframe><object data=x></object><embed src=x>", ""],
  [
    "<link rel=stylesheet href='https://evil.example/x.css'><style>@import 'https://evil.example'</style>",
    "",
  ],
  ["<div style='position:fixed;top:0;left:0;width:100%'>x</div>", '<div style="width:100%">x</div>'],
  ["<div style=\"background:url('https://evil.example/x.gif')\">x</div>", "<div>x</div>"],
  ["<div style='background-image:url(https://evil.example/x)'>x</div>", "<div>x</div>"],
  ["<div style='margin-top:-9999px'>x</div>", "<div>x</div>"],
  ["<td background='https://evil.example/x.gif'>x</td>", "<td>x</td>"],
  ["<video src='https://evil.example/x' autoplay></video><audio src=x>", ""],
  ["<p onclick='alert(1)' onmouseover=alert(1)>x</p>", "<p>x</p>"],
  ["<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>", ""],
  ["<textarea><script>alert(1)</script></textarea>", ""],
  ["<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<img />"],
  ["<!--<img src='--><img src=x onerror=alert(1)>'-->", "<img />'--&gt;"],
  ["<p>5 < 6 & 7 > 3</p>", "<p>5 &lt; 6 &amp; 7 &gt; 3</p>"],
])("%s", (html, clean) => {
  expect(cleaned(html, none)).toBe(clean);
});

test("a picture from elsewhere is left out until it is asked for, one of the mail itself is our file", () => {
  const html =
    '<img src="https://news.example/open.gif?u=1" srcset="https://news.example/2x.gif 2x"><img src="cid:logo@x">';
  const pictures = new Map([["logo@x", "/api/files/17"]]);
  expect(cleaned(html, { remote: false, pictures })).toBe(
    '<img data-left-out="yes" /><img src="/api/files/17" />',
  );
  expect(cleaned(html, { remote: true, pictures })).toBe(
    '<img src="https://news.example/open.gif?u=1" /><img src="/api/files/17" />',
  );
});

test("what programs quote is folded", () => {
  for (const html of [
    '<p>Yes.</p><blockquote type="cite">Well?</blockquote>',
    '<p>Yes.</p><div class="gmail_quote">Well?</div>',
  ])
    expect(cleaned(html, none)).toBe(
      '<p>Yes.</p><details class="quoted"><summary>•••</summary>Well?</details>',
    );
});

test("a page that opens more and more within each other is cut", () => {
  const clean = cleaned("<div>".repeat(50_000), none);
  expect(clean.match(/<div>/g)?.length).toBeLessThanOrEqual(100);
});
