import { html } from "../../../shared/pages/html.ts";
import { BLANK } from "../../../shared/pages/reference-blanks.ts";
import { code, layout, pageAddress } from "./layout.ts";

/** What somebody sees who opens the address of the API in a browser. */
export function homePage(): string {
  return layout({
    title: "Profiles API",
    description: "Professional profiles over HTTP, with a page for each of them.",
    main: html`<h1>Profiles API</h1>
<p class="lead">Professional profiles for your application: make them, publish them, find them. Each has a page that people gladly send, with a QR code and a contact card.</p>
<p class="actions"><a class="button" href="${pageAddress("")}">Read the reference</a> <a href="${pageAddress("try")}">Try it here</a> <a href="${pageAddress("openapi.json")}">OpenAPI document</a></p>
<section aria-labelledby="first">
<h2 id="first">Five minutes to a published page</h2>
<ol>
<li>Get a token. ${BLANK.tokenHelp}</li>
<li>Copy the ten lines for <a href="${pageAddress("")}#start-curl">curl</a>, <a href="${pageAddress("")}#start-typescript">TypeScript</a> or <a href="${pageAddress("")}#start-python">Python</a>, or fill in <a href="${pageAddress("try")}#/profiles/createProfile">the form</a>, and <a href="${pageAddress("try")}#/profiles/publishProfile">publish</a> the <code>id</code> that it answers.</li>
<li>Open the page on your phone. They print its address; of a form it is <code>${BLANK.address}/p/</code> and the <code>id</code>.</li>
</ol>
</section>
<section aria-labelledby="there">
<h2 id="there">Is it there?</h2>
${code(`curl ${BLANK.address}/health`)}<p class="soft">Answers <code>{"status":"ok"}</code>, without a credential.</p>
</section>
`,
  });
}
