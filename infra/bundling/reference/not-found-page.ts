import { html } from "../../../shared/pages/html.ts";
import { layout, pageAddress } from "./layout.ts";

/** For an address below the reference that leads nowhere. */
export function notFoundPage(): string {
  return layout({
    title: "There is no page here – Profiles API",
    head: html`<meta name="robots" content="noindex">\n`,
    main: html`<h1>There is no page here</h1>
<p class="lead">The address may be misspelt, or the page has another name now.</p>
<p class="actions"><a class="button" href="${pageAddress("")}">Go to the reference</a> <a href="${pageAddress("try")}">Try it</a></p>
`,
  });
}
