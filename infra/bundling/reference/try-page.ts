import { html } from "../../../shared/pages/html.ts";
import { layout, pageAddress } from "./layout.ts";
import { TRY_STYLE } from "./reference-style.ts";

/** What the page loads, by the last part of its address. */
export interface TryAssets {
  readonly script: string;
  readonly style: string;
  readonly start: string;
  /** What it offers. */
  readonly document: string;
}

/** Sends requests from the browser, with Swagger UI. What it needs to start is in `start`. */
export function tryPage({ script, style, start, document }: TryAssets): string {
  return layout({
    title: "Try it – Profiles API",
    description: "Send requests to the Profiles API from your browser.",
    current: "try",
    wideStyle: TRY_STYLE,
    head: html`<link rel="stylesheet" href="${pageAddress(style)}">
<script src="${pageAddress(script)}" defer></script>
<script src="${pageAddress(start)}" defer></script>
`,
    main: html`<h1>Try it</h1>
<p class="lead">Requests go to this service, and what they do is real. Press Authorize and paste a token or an API key: it is forgotten when you leave the page.</p>
<noscript><p>This page needs scripts. The <a href="${pageAddress("")}">reference</a> does not.</p></noscript>
<div id="operations" data-document="${pageAddress(document)}"></div>
`,
  });
}

/** The script of ours: no address but this service's own, and nothing kept. */
export const TRY_START = `"use strict";
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", follow);
follow();
const root = document.getElementById("operations");

// Within the button that opens an operation, where a link may not be.
const plainPaths = ({ React }) => ({
  components: { DeepLink: ({ text }) => React.createElement("span", null, text) },
});

// Swagger UI works through all of the document again for each part that it needs: an operation that is
// opened, or the credentials. It is handed no more than that part, and what the part refers to.
const withPaths = (whole, paths) => {
  const { securitySchemes } = whole.components;
  const part = { ...whole, paths, components: { securitySchemes } };
  const takeWhatItNames = (node) => {
    if (node === null || typeof node !== "object") return;
    const [, kind, name] = /^#\\/components\\/(.+)\\/(.+)$/.exec(node.$ref) ?? [];
    if (name !== undefined && part.components[kind]?.[name] === undefined) {
      const named = whole.components[kind][name];
      part.components[kind] = { ...part.components[kind], [name]: named };
      takeWhatItNames(named);
    }
    Object.values(node).forEach(takeWhatItNames);
  };
  takeWhatItNames(paths);
  return part;
};
const partFor = (whole, [top, key]) => {
  if (top === "paths" && key in whole.paths) return withPaths(whole, { [key]: whole.paths[key] });
  return top === "components" && key === "securitySchemes" ? withPaths(whole, {}) : whole;
};
const smallParts = ({ fn: { resolveSubtree } }) => ({
  fn: {
    resolveSubtree: (whole, place, options) => resolveSubtree(partFor(whole, place), place, options),
  },
});

// Swagger UI sends empty fields of a form as empty values, and no file as an empty one; none is meant.
const withoutEmptyFields = (request) => {
  if (request.body instanceof FormData) {
    for (const [name, value] of [...request.body]) {
      if (value === "" || value.size === 0) request.body.delete(name);
    }
  }
  return request;
};

// What it shows has no names for screen readers, or others than it shows; and code that scrolls takes
// no focus.
const nameFields = () => {
  for (const field of root.querySelectorAll("input, select, textarea")) {
    if (field.hasAttribute("aria-label") || field.labels.length > 0) continue;
    const name = field.closest("tr")?.querySelector(".parameter__name")?.firstChild?.textContent;
    field.setAttribute("aria-label", name ?? field.placeholder ?? "Body");
  }
  for (const button of root.querySelectorAll(".auth-btn-wrapper [aria-label]")) {
    button.removeAttribute("aria-label");
  }
  root.querySelector(".close-modal")?.setAttribute("aria-label", "Close");
  for (const code of root.querySelectorAll("pre:not([tabindex])")) code.tabIndex = 0;
};
new MutationObserver(nameFields).observe(root, { childList: true, subtree: true });

SwaggerUIBundle({
  url: root.dataset.document,
  domNode: root,
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  syntaxHighlight: { activated: false },
  presets: [SwaggerUIBundle.presets.apis],
  plugins: [plainPaths, smallParts],
  requestInterceptor: withoutEmptyFields,
});
`;
