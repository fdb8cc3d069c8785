import { keepKeys } from "../domain/issuer/kept-keys.ts";
import type { IssuerSetting } from "../model/issuer-setting.ts";
import { reasonOf } from "./dependency-failure.ts";
import { type KeySource, keySource } from "./key-source.ts";
import { jwksUriOf } from "./trusted-issuers.ts";

/** Told of an issuer whose keys could not be read or kept; what was kept before stays. */
export type OnFailure = (issuer: string, reason: string) => void;

/** Reads the keys of issuers, and keeps them for authorizers that start while an issuer is down. */
export class KeyKeeper {
  readonly #sources: readonly (readonly [issuer: string, source: KeySource])[];

  constructor(issuers: readonly IssuerSetting[]) {
    this.#sources = issuers.map((setting) => [
      setting.issuer,
      keySource(setting.issuer, jwksUriOf(setting)),
    ]);
  }

  /** Once for each issuer, all at a time. One that fails does not keep the others from it. */
  async run(onFailure: OnFailure): Promise<void> {
    const keep = async ([issuer, source]: readonly [string, KeySource]) => {
      // Before they are asked for, so that they never pass for younger than they are.
      const readAt = Date.now();
      try {
        await keepKeys(issuer, (await source()).document, readAt);
      } catch (error) {
        onFailure(issuer, reasonOf(error));
      }
    };
    await Promise.all(this.#sources.map(keep));
  }
}
