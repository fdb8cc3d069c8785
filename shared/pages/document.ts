import type { Accent } from "../model/photo/accent.ts";
import { type Html, html, styleElement } from "./html.ts";
import { pageStyle } from "./page-style.ts";

/** What a page is made of. */
export interface DocumentParts {
  readonly title: string;
  readonly accent: Accent;
  /** More elements of the head. */
  readonly head: Html;
  /** Of what people wrote on it; the rest is English. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly main: Html;
}

/** A whole page for people, without a script. Its one style element comes before all that was typed. */
export function documentOf(parts: DocumentParts): string {
  const { title, accent, head, language, direction, main } = parts;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
${styleElement(pageStyle(accent))}
<title>${title}</title>
${head}</head>
<body>
<main lang="${language}" dir="${direction}">
${main}</main>
</body>
</html>
`;
  return page.toString();
}
