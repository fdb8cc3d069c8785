import type { APIGatewayProxyEvent } from "aws-lambda";

/** Variable of the gateway's stage that says where callers reach the API, without a trailing slash. */
export const PUBLIC_ADDRESS = "publicAddress";

/** Gives a path of this API its whole address. */
export type LinkTo = (path: string) => string;

/**
 * For addresses that the answer to a request hands out. The stage says where callers reach it: its
 * functions are deployed before it, and what the caller sends, `Host` included, is not to be trusted.
 */
export function linksOf({ stageVariables }: Pick<APIGatewayProxyEvent, "stageVariables">): LinkTo {
  return (path) => {
    const address = stageVariables?.[PUBLIC_ADDRESS];
    if (!address) throw new Error(`The stage variable ${PUBLIC_ADDRESS} is not set.`);
    return address + path;
  };
}
