import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";

/** Where credentials come from: an answer from there has changed nothing. */
const SIGN_IN = /^(sts|oidc|portal\.sso)\.|^169\.254\.|^localhost$/;

/**
 * Notes from now on whether a service of AWS has answered. Until then no change can have been made,
 * as each waits for the answer of the one before it.
 * @returns whether one has
 */
export function watchAnswers(): () => boolean {
  let hasAnswered = false;
  // https://nodejs.org/api/diagnostics_channel.html#http
  subscribe("http.client.response.finish", (message) => {
    const { request } = message as { readonly request: ClientRequest };
    if (!SIGN_IN.test(request.host)) hasAnswered = true;
  });
  return () => hasAnswered;
}
