import { accentOf } from "../model/photo/accent.ts";
import { TAKEN_DOWN } from "../model/problem.ts";
import { documentOf } from "./document.ts";
import { html, ifAny } from "./html.ts";

/** What an error page says. */
export interface ErrorPageParts {
  readonly status: number;
  /** Of the error, where its words differ from those of its status. */
  readonly code?: string | undefined;
  /** A further line for people. */
  readonly note?: string | undefined;
  /** Shown where asking for help needs it. */
  readonly requestId?: string | undefined;
}

/** A title and what to do, by status. */
const WORDS: Readonly<Record<number, readonly [string, string]>> = {
  404: [
    "There is no page here",
    "The address may be misspelt, or whoever it belongs to does not show their profile. Ask them for their present address.",
  ],
  410: ["Profile removed", "Whoever this page was about has removed it. It will not come back."],
  503: [
    "Please try again",
    "Something this page needs is slow or away. Try again in a few seconds.",
  ],
};

/** The same by the code of an error. */
const WORDS_OF_CODE: Readonly<Record<string, readonly [string, string]>> = {
  [TAKEN_DOWN]: [
    "Profile taken down",
    "Whoever runs this service has taken this page down. Its owner is told why.",
  ],
};

const OTHER = [
  "Something went wrong",
  "The fault is on our side. Try again in a little while.",
] as const;

/** A page in the place of one that cannot be shown. It says nothing that was asked for. */
export function errorPage({ status, code = "", note, requestId }: ErrorPageParts): string {
  const [title, words] = WORDS_OF_CODE[code] ?? WORDS[status] ?? OTHER;
  return documentOf({
    title,
    accent: accentOf(undefined),
    head: html`<meta name="robots" content="noindex">\n<link rel="icon" href="data:,">\n`,
    language: "en",
    direction: "ltr",
    main: html`<h1>${title}</h1>
<p class="headline soft">${words}</p>
${ifAny(note, (text) => html`<p class="place soft">${text}</p>\n`)}${ifAny(requestId, (id) => html`<p class="place soft">Request ${id}</p>\n`)}`,
  });
}
