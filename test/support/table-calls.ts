import type { AnyRoute } from "../../shared/routes/route-table.ts";
import type { Answer } from "./api-client.ts";
import type { TestPlatform } from "./test-platform.ts";

/** What one request did at the table. */
export interface TableCalls {
  readonly answer: Answer;
  /** Operations of the route's function in alphabetical order; a transaction with its size. */
  readonly operations: readonly string[];
  /** Writes that count a request against the account's allowance. */
  readonly counts: number;
}

/**
 * Makes a request while nothing else runs, and tells which calls it took. What the environment had
 * counted before of other profiles, and takes along, is not among them.
 * @param profileId the only profile whose counters the request is to write
 */
export async function tableCallsOf(
  platform: TestPlatform,
  { id }: AnyRoute,
  request: () => Promise<Answer>,
  profileId?: string,
): Promise<TableCalls> {
  await platform.idle();
  platform.calls.length = 0;
  const answer = await request();
  // Some of it comes after the answer.
  await platform.lambda.idle();
  const name = id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const calls = platform.calls.filter(
    ({ functionName, body }) =>
      functionName.includes(`-${name}Function`) && !isOfOthers(JSON.stringify(body), profileId),
  );
  // Uploads, keys and searches are counted besides, at the cost of their own routes.
  const isCount = ({ operation, uses, body }: (typeof calls)[number]) =>
    operation === "UpdateItem" &&
    JSON.stringify(uses).includes("USAGE#") &&
    !/#(photo_upload|search_|(profile_)?(lead|scan)\b)/.test(JSON.stringify(body));
  const operations = calls
    .filter((call) => !isCount(call))
    .map(({ operation, body, uses }) => {
      requireSound(operation, body);
      return operation === "TransactWriteItems" ? `${operation} ${uses.length}` : operation;
    });
  return { answer, operations: operations.sort(), counts: calls.filter(isCount).length };
}

/** Whether a call writes counters of another profile than this one. */
function isOfOthers(body: string, profileId = ""): boolean {
  return body.includes('"VIEWS#') && !body.includes(`"VIEWS#${profileId}"`);
}

/** Reads are consistent but for the postings of the directory, none goes over the whole table, and transactions can be told again. */
function requireSound(operation: string, body: object): void {
  const text = JSON.stringify(body);
  const isRead = /Get|Query|Scan/.test(operation);
  // Of what it finds, the directory shows what a consistent read of the cards confirms.
  const mayLag = operation === "Query" && text.includes('"DIR#');
  if (operation === "Scan") throw new Error("A Scan.");
  if (isRead && !mayLag && !text.includes('"ConsistentRead":true')) {
    throw new Error(`${operation}: ${text}`);
  }
  if (operation === "TransactWriteItems" && !text.includes('"ClientRequestToken":"')) {
    throw new Error(`No client request token: ${text}`);
  }
}
