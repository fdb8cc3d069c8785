import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Crc32c, Crc64Nvme } from "@aws-sdk/checksums/crc";

/** The algorithms whose checksum a client may send with an object. */
const CHECKSUM_ALGORITHMS = ["crc32", "crc32c", "crc64nvme", "sha1", "sha256"] as const;
/** As in `x-amz-checksum-<name>`. */
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

/** A digest over a stream of bytes. */
export interface Checksum {
  update(data: Uint8Array): void;
  /** Call once, at the end. */
  digest(): Promise<Uint8Array>;
}

/** Whether the store knows it; names are in lower case. */
export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return CHECKSUM_ALGORITHMS.some((algorithm) => algorithm === name);
}

/** Length of each algorithm's checksum in bytes. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
};

/** A new digest. MD5 is for ETags and Content-MD5. */
export function createChecksum(algorithm: ChecksumAlgorithm | "md5"): Checksum {
  switch (algorithm) {
    case "crc32":
      return new Crc32();
    case "crc32c":
      return new Crc32c();
    case "crc64nvme":
      return new Crc64Nvme();
    default:
      return hashChecksum(algorithm);
  }
}

function hashChecksum(algorithm: "md5" | "sha1" | "sha256"): Checksum {
  const hash = createHash(algorithm);
  return {
    update: (data) => {
      hash.update(data);
    },
    digest: async () => hash.digest(),
  };
}

class Crc32 implements Checksum {
  #value = 0;

  update(data: Uint8Array): void {
    this.#value = crc32(data, this.#value);
  }

  async digest(): Promise<Uint8Array> {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(this.#value);
    return bytes;
  }
}
