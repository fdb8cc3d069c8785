import { promisify } from "node:util";
import { deflate, gzip } from "node:zlib";
import type { Call, GatewayAnswer } from "./call.ts";
import { headerOf } from "./incoming-request.ts";

/** The codings that API Gateway knows. */
const CODINGS: Readonly<Record<string, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Buffer>(gzip),
  deflate: promisify<Buffer, Buffer>(deflate),
};

/**
 * Compresses the answer of an integration, whatever its media type: from the API's least size on, for
 * a caller whose `Accept-Encoding` puts a coding first that the gateway knows. What has a
 * `Content-Encoding` is left as it is (developer guide, "Receive an API response with a compressed
 * payload", "Enable payload compression").
 */
export async function compressAnswer(
  { api, request }: Call,
  answer: GatewayAnswer,
): Promise<GatewayAnswer> {
  const least = api.minimumCompressionSize;
  if (least === undefined || answer.body.length < least || answer.body.length === 0) return answer;
  if (answer.headers.some(([name]) => name.toLowerCase() === "content-encoding")) return answer;
  const coding = preferredCoding(headerOf(request.headers, "accept-encoding"));
  const compress = coding === undefined ? undefined : CODINGS[coding];
  if (coding === undefined || compress === undefined) return answer;
  const headers = [...answer.headers, ["Content-Encoding", coding] as const];
  return { ...answer, headers, body: await compress(answer.body) };
}

/** The first of those with the highest weight; undefined where none is named. */
function preferredCoding(acceptEncoding: string | undefined): string | undefined {
  const named = (acceptEncoding ?? "").split(",").flatMap((entry) => {
    const [name = "", ...parameters] = entry.split(";").map((text) => text.trim().toLowerCase());
    const weight = Number(parameters.find((text) => text.startsWith("q="))?.slice(2) ?? 1);
    return name !== "" && weight > 0 ? [{ name, weight }] : [];
  });
  return named.toSorted((one, other) => other.weight - one.weight)[0]?.name;
}
