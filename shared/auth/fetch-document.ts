const TIMEOUT_MS = 2_000;
const LARGEST_BYTES = 256 * 1024;
const LOOPBACK = ["127.0.0.1", "[::1]", "localhost"];

/**
 * Reads a JSON document of an issuer: within 2 s, of at most 256 KB once unpacked, without
 * following redirects, over https except on the loopback.
 * @throws Error for anything else than status 200 with JSON
 */
export async function fetchDocument(address: string): Promise<unknown> {
  assertPrivate(new URL(address));
  const response = await fetch(address, {
    headers: { accept: "application/json, application/jwk-set+json" },
    redirect: "error",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`status ${response.status}`);
  }
  return JSON.parse(await readText(response));
}

/** Keys read over plain http could be anybody's. */
function assertPrivate({ protocol, hostname }: URL): void {
  const loopback = protocol === "http:" && LOOPBACK.includes(hostname);
  if (protocol !== "https:" && !loopback) throw new Error("not an https address");
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BYTES) throw new Error("an answer of over 256 KB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
