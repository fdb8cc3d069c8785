import { once } from "node:events";
import { get as getPlainly, type IncomingMessage, type RequestOptions } from "node:http";
import { get } from "node:https";
import type { Readable } from "node:stream";
import { beforeDeadline } from "../request-deadline.ts";
import { TIME_LIMITS } from "../time-limits.ts";

const LARGEST_BYTES = 256 * 1024;
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/**
 * Reads a JSON document of an issuer: within 2 s and the request's time, of at most 256 KB once unpacked, without
 * following redirects, over https except on the loopback. Not by `fetch`: loading what stands behind
 * it takes longer than all else that a cold authorizer does (ADR 5).
 * @throws Unavailable when the request's time is up
 * @throws Error for anything else than status 200 with JSON
 */
export async function fetchDocument(address: string): Promise<unknown> {
  const url = new URL(address);
  assertPrivate(url);
  return beforeDeadline((passed) => readDocument(url, passed));
}

async function readDocument(url: URL, passed: AbortSignal | undefined): Promise<unknown> {
  const slow = AbortSignal.timeout(TIME_LIMITS.issuerDocument);
  const signal = passed ? AbortSignal.any([slow, passed]) : slow;
  try {
    const response = await ask(url, signal);
    try {
      return JSON.parse(await readText(await unpacked(response)));
    } finally {
      response.destroy();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  }
}

/** Keys read over plain http could be anybody's. */
function assertPrivate({ protocol, hostname }: URL): void {
  const loopback = protocol === "http:" && LOOPBACK.includes(hostname);
  if (protocol !== "https:" && !loopback) throw new Error("not an https address");
}

/** The connection is not kept: it would be of use to a later request, which may be an hour away. */
async function ask(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const headers = {
    accept: "application/json, application/jwk-set+json",
    "accept-encoding": "gzip",
  };
  const options: RequestOptions = { headers, signal, agent: false };
  const request = url.protocol === "https:" ? get(url, options) : getPlainly(url, options);
  // Once an answer has begun, its own stream tells.
  request.on("error", () => {});
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return response;
}

/** @throws Error for another status than 200, or another coding than gzip */
async function unpacked(response: IncomingMessage): Promise<Readable> {
  const { statusCode, headers } = response;
  if (statusCode !== 200) throw new Error(`status ${statusCode}`);
  const coding = headers["content-encoding"] ?? "identity";
  if (coding === "identity") return response;
  if (coding !== "gzip") throw new Error("an answer in an unknown coding");
  const { createGunzip } = await import("node:zlib");
  const gunzip = createGunzip();
  response.on("error", (error) => gunzip.destroy(error));
  return response.pipe(gunzip);
}

async function readText(body: Readable): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) throw new Error("an answer of over 256 KB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
