import { useTable } from "../chosen-table.ts";
import type { OperatorCommand } from "../operator-command.ts";
import { readFlags } from "../read-flags.ts";

/** Brings back the photos that the cards of a restored table name. */
export const RESTORE_PHOTOS: OperatorCommand = {
  verb: "restore-photos",
  usage: ["restore-photos [--table <restored table>]"],
  needs: { PHOTO_BUCKET: "PhotoBucketName of the stateful stack" },
  parse(words) {
    const flags = readFlags(words, { table: "one" });
    if (!flags || flags.rest.length > 0) return undefined;
    return {
      run: async ({ tell }) => {
        useTable(flags.table[0]);
        const { restorePhotosInShards } = await import("../restore-photos-in-shards.ts");
        return { done: true, report: await restorePhotosInShards(tell) };
      },
    };
  },
};
