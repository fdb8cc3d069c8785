import { countsOf } from "../../../../shared/model/account/erasure.ts";
import { OperatorError } from "../../../operator-error.ts";
import type { OperatorCommand } from "../operator-command.ts";

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an erasure has removed, and when. */
export const RECEIPT: OperatorCommand = {
  verb: "receipt",
  usage: ["receipt <erasure id>"],
  reads: true,
  parse([id = "", ...more]) {
    if (!ID.test(id) || more.length > 0) return undefined;
    return {
      run: async () => {
        const { findErasure, findReceipt } = await import(
          "../../../../shared/persistence/erasure-repository.ts"
        );
        const begun = await findErasure(id);
        if (begun) {
          const { requestedAt, requestedBy, went } = begun;
          const report = { id, status: "pending", requestedAt, requestedBy, went: countsOf(went) };
          return { done: true, report };
        }
        const receipt = await findReceipt(id);
        if (!receipt) {
          throw new OperatorError(`There is no erasure ${id}; receipts are kept for 400 days.`);
        }
        return { done: true, report: receipt };
      },
    };
  },
};
