import { html } from "../../../shared/pages/html.ts";
import { layout, type PageLink, pageAddress } from "./layout.ts";

/** What the page loads, by the last part of its address. */
export interface TryAssets {
  readonly script: string;
  readonly style: string;
  readonly start: string;
}

/** Sends requests from the browser, with Swagger UI. What it needs to start is in `start`. */
export function tryPage(pages: readonly PageLink[], { script, style, start }: TryAssets): string {
  return layout({
    title: "Try it – Profiles API",
    description: "Send requests to the Profiles API from your browser.",
    ...{ pages, current: "try", isWide: true },
    head: html`<link rel="stylesheet" href="${pageAddress(style)}">
<script src="${pageAddress(script)}" defer></script>
<script src="${pageAddress(start)}" defer></script>
`,
    main: html`<h1>Try it</h1>
<p class="lead">Requests go to this service, and what they do is real. Press Authorize and paste a token or an API key: it is forgotten when you leave the page.</p>
<noscript><p>This page needs scripts. The <a href="${pageAddress("")}">reference</a> does not.</p></noscript>
<div id="operations"></div>
`,
  });
}

/** The script of ours: no address but this service's own, and nothing kept. */
export const TRY_START = `"use strict";
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#operations",
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  docExpansion: "none",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  syntaxHighlight: { activated: false },
  presets: [SwaggerUIBundle.presets.apis],
});
`;
