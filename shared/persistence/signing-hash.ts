import { createHmac, hash } from "node:crypto";

type Data = string | ArrayBuffer | ArrayBufferView;

/** The HMAC that every signature of the same credentials begins with. */
let credential: { secret: string; data: string; digest: Uint8Array } | undefined;

/**
 * SHA-256 and HMAC-SHA-256 for the SDK's signatures, in place of its own: hashing at one go makes no
 * hash object, and what the credentials give is kept. ADR 5 has the figures.
 */
export class SigningHash {
  readonly digestLength = 32;
  readonly #secret: Data | undefined;
  #chunks: Uint8Array[] = [];

  constructor(secret?: Data) {
    this.#secret = secret;
  }

  update(chunk: Data): void {
    this.#chunks.push(bytesOf(chunk));
  }

  async digest(): Promise<Uint8Array> {
    const [first] = this.#chunks;
    const data = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    const secret = this.#secret;
    if (secret === undefined) return hash("sha256", data, "buffer");
    return typeof secret === "string" ? ofCredential(secret, data) : hmac(bytesOf(secret), data);
  }

  reset(): void {
    this.#chunks = [];
  }
}

/** Only credentials come as text. They change a few times a day. */
function ofCredential(secret: string, data: Uint8Array): Uint8Array {
  const text = Buffer.from(data).toString("latin1");
  if (credential?.secret !== secret || credential.data !== text) {
    credential = { secret, data: text, digest: hmac(secret, data) };
  }
  // The caller may write into what it is given.
  return new Uint8Array(credential.digest);
}

function hmac(secret: string | Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac("sha256", secret).update(data).digest();
}

function bytesOf(data: Data): Uint8Array {
  if (typeof data === "string") return Buffer.from(data);
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}
