import { isbot } from "isbot";
import type { ViewSource } from "./view-source.ts";

/** Who looks at a public page, as far as the request tells. None of it is stored. */
export interface Visitor {
  /** Of the network connection; behind a proxy of the operator's own it is the proxy's. */
  readonly address: string;
  readonly userAgent: string;
  /** Asks for the headers alone: no page was shown. */
  readonly isHead: boolean;
}

/**
 * Whether a request counts as a view. Robots do not, and neither does what names no user agent, as
 * every browser does. A program that says it shows the page to a person (`mcp`) looks like a robot by
 * its user agent, and counts.
 */
export function isView({ userAgent, isHead }: Visitor, source: ViewSource): boolean {
  if (isHead) return false;
  return source === "mcp" || (userAgent !== "" && !isbot(userAgent));
}
