import { randomUUID } from "node:crypto";
import type { APIGatewayProxyEvent } from "aws-lambda";
import { waitsOf } from "../tape/exchange.ts";
import type { Case } from "../tape/record-cases.ts";

/** A job, and what each of its subjects is called with. */
export interface Job {
  /** Events for the shipped handler. */
  event(): object;
  /** The table calls of one such event, for the bare SDK. */
  calls(): object;
}

/** What is measured on both the stub server and the engine. */
export const ON_BOTH = ["get-profile", "list-profiles", "create-profile"];
/** What only the stub answers alike however often it is asked. */
export const ON_STUB = [...ON_BOTH, "update-profile", "delete-profile"];

/** Creates of one account: fewer than its limit, so that all are alike. */
export const CREATES_PER_ACCOUNT = 20;

/** The account of a job: each has enough of them that none reaches a limit. */
export function accountName(number: number): string {
  return `warm-${number}`;
}

/** @param owner whose account the recorded event was made for */
export function jobOf(recorded: Case, owner: string): Job {
  const calls = callsOf(recorded);
  if (recorded.name !== "create-profile") {
    return { event: () => recorded.event, calls: () => ({ calls }) };
  }
  const fresh = freshCalls(JSON.stringify(calls), owner);
  return {
    event: () => freshEvent(recorded.event, nextAccount()),
    calls: () => fresh(nextAccount()),
  };
}

/** Of all processes of the run: an account is full for good. */
let creates = 0;

function nextAccount(): string {
  creates += 1;
  return accountName(Math.floor((creates - 1) / CREATES_PER_ACCOUNT));
}

/** Each create has a name of its own, so that its slug is free. */
function freshEvent(recorded: object, account: string): object {
  const { body, requestContext, ...rest } = recorded as APIGatewayProxyEvent;
  // The gateway hands every body over as bytes.
  const encoding = rest.isBase64Encoded ? "base64" : "utf8";
  const text = Buffer.from(body ?? "", encoding).toString();
  const input = { ...JSON.parse(text), name: `Jane ${randomUUID()}` };
  const fresh = Buffer.from(JSON.stringify(input)).toString(encoding);
  const authorizer = { ...requestContext.authorizer, account };
  const context = { ...requestContext, authorizer };
  return { ...rest, requestContext: context, body: fresh };
}

/** The same writes with ids, a slug and a token that nobody has had. */
function freshCalls(text: string, owner: string): (account: string) => object {
  const id = /"PROFILE#([0-9a-f-]{36})"/.exec(text)?.[1] ?? "";
  const slug = /"SLUG#([a-z0-9-]+)"/.exec(text)?.[1] ?? "";
  const token = /"ClientRequestToken":"([^"]+)"/.exec(text)?.[1] ?? "";
  if (!id || !slug || !token) throw new Error("The recorded create is of another shape.");
  return (account) => ({
    calls: JSON.parse(
      text
        .replaceAll(id, randomUUID())
        .replaceAll(slug, `jane-${randomUUID()}`)
        .replaceAll(token, randomUUID())
        .replaceAll(owner, account),
    ),
  });
}

function callsOf({ exchanges }: Case) {
  const waits = waitsOf(exchanges);
  return exchanges.map(({ target, requestBody }, place) => ({
    operation: target.split(".")[1],
    input: JSON.parse(Buffer.from(requestBody, "base64").toString()),
    after: waits[place],
  }));
}
