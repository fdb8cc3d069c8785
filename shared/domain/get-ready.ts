import { prepareTable } from "../persistence/prepare-table.ts";

/** Does what a function's first request would have to wait for, while the function loads. Never rejects. */
export async function getReady(): Promise<void> {
  await prepareTable();
}
