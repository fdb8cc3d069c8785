import { strict as assert } from "node:assert";
import type { APIGatewayProxyResult } from "aws-lambda";
import { formBody, type JobRequest, proxyEvent } from "../proxy-event.ts";
import type { RunningSubject } from "../running-subject.ts";
import type { Job } from "../subject.ts";

/** An answer as a client of the gateway would see it. */
export interface ContractAnswer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** `""` for none. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the contract looks deep into what it does not know yet.
  readonly json: any;
}

/** Sends the requests of one account to a service. */
export class ContractClient {
  readonly #subject: RunningSubject;
  readonly #token: string;

  constructor(subject: RunningSubject, token: string) {
    this.#subject = subject;
    this.#token = token;
  }

  async send(job: Job, request: JobRequest = {}): Promise<ContractAnswer> {
    const event = proxyEvent(job, { token: this.#token, ...request });
    const { answers } = await this.#subject.call(job, [event]);
    const answer = readAnswer(answers[0] as APIGatewayProxyResult);
    // The gateway itself answers for a refused token where the authorizer stands in front.
    if (answer.text !== "" && answer.status !== 401) {
      assert.equal(answer.headers["x-request-id"], event.requestContext.requestId);
    }
    return answer;
  }

  async create(form: FormData): Promise<ContractAnswer> {
    return this.send("create-profile", await formBody(form));
  }

  list(): Promise<ContractAnswer> {
    return this.send("list-profiles");
  }

  get(profileId: string): Promise<ContractAnswer> {
    return this.send("get-profile", { profileId });
  }

  /** @param change an object, or a text that is to be sent as it is */
  patch(profileId: string, change: unknown, contentType = "application/json") {
    const body = typeof change === "string" ? change : JSON.stringify(change);
    return this.send("update-profile", {
      profileId,
      body,
      headers: { "Content-Type": contentType },
    });
  }

  delete(profileId: string): Promise<ContractAnswer> {
    return this.send("delete-profile", { profileId });
  }
}

function readAnswer(result: APIGatewayProxyResult): ContractAnswer {
  const { statusCode, headers, multiValueHeaders, isBase64Encoded } = result;
  const single = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  const several = Object.entries(multiValueHeaders ?? {}).map(([name, values]) => [
    name,
    values?.join(", ") ?? "",
  ]);
  const text = Buffer.from(result.body ?? "", isBase64Encoded ? "base64" : "utf8").toString();
  const all = [...single, ...several].map(([name = "", value]) => [name.toLowerCase(), value]);
  return {
    status: statusCode,
    headers: Object.fromEntries(all),
    text,
    json: text === "" ? undefined : JSON.parse(text),
  };
}
