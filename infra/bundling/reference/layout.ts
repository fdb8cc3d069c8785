import { accentOf } from "../../../shared/model/photo/accent.ts";
import { type Html, html, NOTHING, styleElement } from "../../../shared/pages/html.ts";
import { BLANK } from "../../../shared/pages/reference-blanks.ts";
import { referenceStyle } from "./reference-style.ts";

/** A page of the reference in the list of all. */
export interface PageLink {
  /** The last part of its address; `""` for the first page. */
  readonly name: string;
  readonly title: string;
}

/** What one page puts into the frame that all of them share. */
export interface LayoutParts {
  readonly title: string;
  /** For search engines. */
  readonly description?: string;
  readonly main: Html;
  /** More elements of the head. */
  readonly head?: Html;
  /** All pages of the reference, and the name of this one; none beside a page that stands alone. */
  readonly pages?: readonly PageLink[];
  readonly current?: string;
  /** More rules, for a page over the whole width. */
  readonly wideStyle?: string;
}

/** Where a page of the reference is. */
export function pageAddress(name: string): string {
  return `${BLANK.base}/docs${name && `/${name}`}`;
}

/** A whole page of the reference, without a script unless its head brings one. */
export function layout(parts: LayoutParts): string {
  const { title, description, main, head = NOTHING, pages, wideStyle } = parts;
  const about = description ? html`<meta name="description" content="${description}">\n` : NOTHING;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
${styleElement(referenceStyle(accentOf(undefined)) + (wideStyle ?? ""))}
<title>${title}</title>
${about}<link rel="icon" href="data:,">
${head}</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${top(parts)}
<div class="${wideStyle ? "wide" : pages ? "columns" : "narrow"}">
${pages ? side(pages, parts.current) : NOTHING}<main id="main" tabindex="-1">
${main}</main>
</div>
${BLANK.contact}
</body>
</html>
`;
  return page.toString();
}

function top({ current }: LayoutParts): Html {
  const links = [
    { name: "", title: "Reference" },
    { name: "try", title: "Try it" },
    { name: "openapi.json", title: "OpenAPI" },
  ];
  const isReference = current !== undefined && current !== "try";
  return html`<header class="top">
<a class="brand" href="${BLANK.base}/">Profiles API</a>
<nav aria-label="Main"><ul>${links.map(({ name, title }) => {
    const isHere = name === "" ? isReference : name === current;
    return html`\n<li><a href="${pageAddress(name)}"${isHere ? html` class="here"` : NOTHING}>${title}</a></li>`;
  })}
</ul></nav>
</header>`;
}

function side(pages: readonly PageLink[], current: string | undefined): Html {
  return html`<nav class="side" aria-label="Pages"><ul>${pages.map(
    ({ name, title }) =>
      html`\n<li><a href="${pageAddress(name)}"${name === current ? html` aria-current="page"` : NOTHING}>${title}</a></li>`,
  )}
</ul></nav>
`;
}

/** A part of a page under a heading that can be linked to. */
export function part(id: string, title: string, content: Html): Html {
  return html`<section aria-labelledby="${id}">
<h2 id="${id}"><a href="#${id}">${title}</a></h2>
${content}</section>
`;
}

/** Something to copy. */
export function code(text: string, id?: string): Html {
  return html`<pre${id ? html` id="${id}"` : NOTHING}><code>${text.replace(/\n$/, "")}</code></pre>
`;
}
