import { type Html, html } from "./html.ts";

/** A code, a link, or an address; whatever stands between them is text. */
const MARKS = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^)\s]+|[#{/][^)\s]*)\)/g;

/** Words of ours with `code`, **weight** and [links](https://…) in them, as Markdown has them. */
export function prose(text: string): Html {
  const parts: (Html | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(MARKS)) {
    const [whole, code, strong, words, address] = match;
    parts.push(text.slice(end, match.index));
    if (code !== undefined) parts.push(html`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(html`<strong>${strong}</strong>`);
    else parts.push(html`<a href="${address}">${words}</a>`);
    end = match.index + whole.length;
  }
  return html`${[...parts, text.slice(end)]}`;
}
