import { type Html, html } from "../../../shared/pages/html.ts";
import { prose } from "../../../shared/pages/prose.ts";
import { BLANK } from "../../../shared/pages/reference-blanks.ts";
import { ERRORS, type ErrorWords } from "./error-words.ts";
import { code, layout, type PageLink, pageAddress, part } from "./layout.ts";
import { limits } from "./limits-part.ts";
import { SNIPPETS } from "./snippets.ts";

/** The first page of the reference: how to begin, and what holds for every operation. */
export function overviewPage(pages: readonly PageLink[]): string {
  return layout({
    title: "Reference – Profiles API",
    description: "How to begin with the Profiles API, and what holds for every operation.",
    ...{ pages, current: "" },
    main: html`<h1>Reference</h1>
<p class="lead">Professional profiles over HTTP: make them, change them, publish them, find them, save them as contacts.</p>
<p>Requests and answers are JSON in UTF-8, below <code>${BLANK.address}/api/v1</code>. Times are ISO 8601 in UTC. Ignore fields that you do not know: new ones may come. Every answer names its request in <code>X-Request-Id</code>.</p>
${part("start", "Getting started", start())}${part("credentials", "Credentials", credentials())}${part("errors", "Errors", errors())}${part("limits", "Limits and plans", limits())}${part("lists", "Lists", lists())}${part("repeats", "Sending a request twice", repeats())}${part("versions", "Changing what others change", versions())}${part("more", "Every operation", more(pages))}`,
  });
}

function start(): Html {
  return html`<p>A profile that is published, and the address of its page. You need a token, or an API key.</p>
<p>${BLANK.tokenHelp}</p>
<h3>With curl</h3>
<p>${prose("In a shell, such as that of Linux, macOS, or Git for Windows. It makes a draft, lets everybody see it, and prints the address of its page. `-F photo=@me.jpg` beside the name adds a photo.")}</p>
${code(SNIPPETS.curl, "start-curl")}<h3>With TypeScript</h3>
<p>The client knows every operation with its types, sends large photos straight to the store, and sends a request again where that is safe. It needs Node.js 20 or later, or a browser, Deno or Bun, and nothing else. This service has it; in a new folder:</p>
${code(SNIPPETS.install, "install-client")}<p>Save this as <code>start.mjs</code>, and run <code>node start.mjs</code>:</p>
${code(SNIPPETS.typescript, "start-typescript")}<h3>With Python</h3>
<p>The standard library is enough. Save this as <code>start.py</code>, and run <code>python3 start.py</code>:</p>
${code(SNIPPETS.python, "start-python")}<p>Rather without writing code? <a href="${pageAddress("try")}">Try it</a> sends requests from this page. For other languages, make a client of <a href="${pageAddress("openapi.json")}">the OpenAPI document</a>.</p>
`;
}

function credentials(): Html {
  return html`<p>Every operation says which it takes. What is public takes none.</p>
<dl class="fields">
<div><dt>Token</dt><dd>${prose("A JWT for a person: `Authorization: Bearer …`. It stands for the account it names, and expires.")}</dd></div>
<div><dt>API key</dt><dd>${prose("For a partner’s server: `X-API-Key: …`, or `Authorization: Bearer …`. It begins with `pr_live_`, acts for the account that made it, and may do everything but manage keys. Its secret is shown once.")} <a href="${pageAddress("api-keys")}#createApiKey">Make one</a> with a token.</dd></div>
<div><dt>Both</dt><dd>Both must be good, and of the same account.</dd></div>
</dl>
<p>Keep keys on servers: whoever has one is you. When one leaks, delete it; the next request with it is refused.</p>
`;
}

function errors(): Html {
  return html`<p>${prose("Every error has one shape. Decide by `code`, which stays the same; `detail` is for people, and may be worded otherwise tomorrow.")}</p>
${code('{\n  "detail": "Profile not found.",\n  "code": "profile_not_found",\n  "request_id": "7c1e…"\n}')}<p>${prose("With 422, `detail` is a list of all that is wrong:")}</p>
${code('{\n  "detail": [\n    { "loc": ["body", "name"], "msg": "Must be at most 120 characters.", "type": "too_long" }\n  ],\n  "code": "validation_error",\n  "request_id": "7c1e…"\n}')}<p>${prose("Send `Accept: application/problem+json` to get the same as RFC 9457 has it.")}</p>
${ERRORS.map(errorPart)}`;
}

function errorPart({ status, title, toDo, codes }: ErrorWords): Html {
  const id = `error-${status}`;
  const rows = Object.entries(codes).map(
    ([name, words]) => html`\n<div><dt><code>${name}</code></dt><dd>${prose(words)}</dd></div>`,
  );
  return html`<h3 id="${id}"><a href="#${id}">${status} · ${title}</a></h3>
<p>${prose(toDo)}</p>
<dl class="fields">${rows}
</dl>
`;
}

function lists(): Html {
  return html`<p>${prose("A list answers a page of it, and in `nextCursor` where the next one begins; `null` there says that this was the last. Send it as `cursor`, with the same query as before. `limit` says how many a page may have.")}</p>
<p>${prose("The list of your own profiles is a bare array. With `limit` it comes in pages, too: the address of the next one is in the `Link` header.")}</p>
<p>Pages neither repeat nor skip what was there all the time. A cursor means nothing but to the list that gave it.</p>
`;
}

function repeats(): Html {
  return html`<p>${prose("Networks fail, and nobody knows whether a request arrived. Give each POST an `Idempotency-Key`, such as a new UUID, and keep it when you send the request again:")}</p>
<dl class="fields">
<div><dt>The same request again</dt><dd>${prose("The stored answer, with `Idempotent-Replayed: true`. It was carried out once.")}</dd></div>
<div><dt>While the first one runs</dt><dd>${prose("409 `idempotency_in_progress`")}</dd></div>
<div><dt>Another request under the same key</dt><dd>${prose("422 `idempotency_key_reused`")}</dd></div>
</dl>
<p>A key is kept for 24 hours. Errors of ours (5xx) are not stored. GET, PATCH and DELETE can be sent again as they are, unless somebody else changes the same thing in between.</p>
`;
}

function versions(): Html {
  return html`<p>${prose("A profile comes with its version in `ETag`. Send it back in `If-Match`: if somebody has changed the profile since, nothing is written and you get 412. Send it in `If-None-Match` when you read again: 304, without a body, says that what you have is current.")}</p>
`;
}

function more(pages: readonly PageLink[]): Html {
  return html`<ul class="plain">${pages
    .filter(({ name }) => name !== "" && name !== "try")
    .map(({ name, title }) => html`\n<li><a href="${pageAddress(name)}">${title}</a></li>`)}
</ul>
`;
}
