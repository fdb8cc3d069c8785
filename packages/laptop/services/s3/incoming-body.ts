import type { IncomingMessage } from "node:http";
import { AwsChunkedDecoder } from "./aws-chunked.ts";
import type { BodyExpectation } from "./body-expectation.ts";
import { checkedValue } from "./body-expectation.ts";
import { type Checksum, createChecksum } from "./checksums.ts";
import { ObjectError } from "./object-error.ts";

/** What a body turned out to be, once all its promises were found true. */
export interface BodyFacts {
  /** Bytes. */
  readonly size: number;
  /** MD5 in hex, in double quotes. */
  readonly eTag: string;
  readonly checksum: { readonly algorithm: string; readonly value: string } | undefined;
}

/** The body of a request: first its bytes, in full, then whether they are what was promised. */
export class IncomingBody {
  readonly #message: IncomingMessage;
  readonly #expected: BodyExpectation;
  readonly #md5 = createChecksum("md5");
  readonly #sha256: Checksum | undefined;
  readonly #checksum: Checksum | undefined;
  readonly #decoder: AwsChunkedDecoder | undefined;
  #size = 0;

  constructor(message: IncomingMessage, expected: BodyExpectation) {
    this.#message = message;
    this.#expected = expected;
    this.#sha256 = expected.sha256 === undefined ? undefined : createChecksum("sha256");
    this.#checksum = expected.checksum && createChecksum(expected.checksum.algorithm);
    this.#decoder = expected.awsChunked ? new AwsChunkedDecoder() : undefined;
  }

  /** Throws when the client goes away or sends more than it announced. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    // Left open when reading stops early: the error still has to be answered.
    for await (const chunk of this.#message.iterator({ destroyOnReturn: false })) {
      for (const piece of this.#decoder?.decode(chunk) ?? [chunk]) {
        this.#size += piece.length;
        if (this.#size > this.#expected.length) throw wrongLength();
        for (const sum of [this.#md5, this.#sha256, this.#checksum]) sum?.update(piece);
        yield piece;
      }
    }
    this.#decoder?.finish();
  }

  /** Call once, after the last byte. Throws an {@link ObjectError} for every promise not kept. */
  async verify(): Promise<BodyFacts> {
    const { length, sha256, md5 } = this.#expected;
    if (this.#size !== length) throw wrongLength();
    if (sha256 !== undefined && (await encoded(this.#sha256, "hex")) !== sha256) {
      throw new ObjectError(
        "XAmzContentSHA256Mismatch",
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const digest = Buffer.from(await this.#md5.digest());
    if (md5 !== undefined && digest.toString("base64") !== md5) {
      throw new ObjectError(
        "BadDigest",
        "The Content-MD5 you specified did not match what we received.",
      );
    }
    const checksum = await this.#verifyChecksum();
    return { size: this.#size, eTag: `"${digest.toString("hex")}"`, checksum };
  }

  async #verifyChecksum(): Promise<BodyFacts["checksum"]> {
    const expected = this.#expected.checksum;
    if (expected === undefined) return undefined;
    const { algorithm } = expected;
    const name = `x-amz-checksum-${algorithm}`;
    const value =
      expected.value ?? checkedValue(name, algorithm, this.#decoder?.trailers.get(name) ?? "");
    if ((await encoded(this.#checksum, "base64")) !== value) {
      throw new ObjectError(
        "BadDigest",
        `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`,
      );
    }
    return { algorithm, value };
  }
}

async function encoded(sum: Checksum | undefined, encoding: "hex" | "base64"): Promise<string> {
  return sum === undefined ? "" : Buffer.from(await sum.digest()).toString(encoding);
}

function wrongLength(): ObjectError {
  return new ObjectError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
  );
}
