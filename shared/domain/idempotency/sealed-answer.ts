import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";

/**
 * Answers are stored sealed under the caller's own idempotency key, which is not stored: an answer
 * can hold a secret that is shown once, and a dump of the table must not show it again.
 */
export interface Seal {
  /** Names the record; does not give the key away. */
  readonly digest: string;
  seal(answer: unknown): string;
  /** @throws Error for a text this seal has not made */
  open(sealed: string): unknown;
}

const ALGORITHM = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const WHOLE_TAG = { authTagLength: TAG_BYTES };

/** The seal of one request: another account, route or key makes another one. */
export function sealOf(account: string, route: string, key: string): Seal {
  const scope = JSON.stringify([account, route, key]);
  const digest = createHash("sha256").update(`record ${scope}`).digest("base64url");
  const cipherKey = Buffer.from(hkdfSync("sha256", scope, "", "idempotent answer", 32));
  return {
    digest,
    seal: (answer) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, cipherKey, nonce, WHOLE_TAG);
      const text = Buffer.concat([cipher.update(JSON.stringify(answer), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      const decipher = createDecipheriv(
        ALGORITHM,
        cipherKey,
        bytes.subarray(0, NONCE_BYTES),
        WHOLE_TAG,
      );
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const text = bytes.subarray(NONCE_BYTES + TAG_BYTES);
      return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8"));
    },
  };
}
