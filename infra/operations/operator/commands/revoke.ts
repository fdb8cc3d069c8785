import { API_KEY_PREFIX } from "../../../../shared/model/api-key/key-prefix.ts";
import { OperatorError } from "../../../operator-error.ts";
import { NOTING_NEEDS, noting } from "../noting.ts";
import type { OperatorCommand } from "../operator-command.ts";

/** A key's id, alone or at the beginning of the key, as it may have been found somewhere. */
const KEY = new RegExp(`^(?:${API_KEY_PREFIX})?([0-9a-z]{16})(?:_[0-9A-Za-z]*)?$`);

/** Revokes an API key, whoever's it is. */
export const REVOKE: OperatorCommand = {
  verb: "revoke",
  usage: ["revoke <key id>"],
  needs: NOTING_NEEDS,
  parse([word = "", ...more], { reason }) {
    const id = KEY.exec(word)?.[1];
    if (id === undefined || more.length > 0) return undefined;
    return {
      question: async () => {
        const { owner, name, last4, lastUsedAt } = await foundKey(id);
        const used = lastUsedAt === null ? "never used" : `last used ${lastUsedAt}`;
        return `Revoke the API key ${id} (…${last4}, “${name}”, ${used}) of account ${owner}?`;
      },
      run: async ({ by }) => {
        const { owner, name, last4, createdAt, lastUsedAt } = await foundKey(id);
        const { deleteApiKey } = await import(
          "../../../../shared/domain/api-key/manage-api-keys.ts"
        );
        const note = await noting({ command: "revoke", reason, by: await by() });
        await deleteApiKey(owner, id, [note(id, { owner, createdAt, lastUsedAt })]);
        return { done: true, report: { keyId: id, name, last4, account: owner, lastUsedAt } };
      },
    };
  },
};

async function foundKey(id: string) {
  const { findApiKey } = await import("../../../../shared/persistence/api-key-repository.ts");
  const key = await findApiKey(id);
  if (!key) throw new OperatorError(`There is no API key ${id}; a revoked one is gone.`);
  return key;
}
