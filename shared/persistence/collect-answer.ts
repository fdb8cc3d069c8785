import type { Readable } from "node:stream";

/**
 * The whole body of an answer. Most come in one piece, which is handed on as it is; the SDK's own
 * collector pipes each into a stream that it makes for it. Rejects when the connection breaks off.
 */
export function collectAnswer(body: Readable): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const pieces: Buffer[] = [];
  body.on("data", (piece) => pieces.push(piece));
  body.once("end", () =>
    resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces)),
  );
  body.once("error", reject);
  body.once("close", () => {
    if (!body.readableEnded) reject(new Error("The answer broke off."));
  });
  return promise;
}
