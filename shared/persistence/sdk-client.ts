import {
  __Client,
  errorTypeRegistries,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from "@aws-sdk/client-dynamodb";
import { AwsJson1_0Protocol } from "@aws-sdk/core/protocols";
import { DynamoDBJsonCodec2 } from "@aws-sdk/dynamodb-codec";
import { type HttpRequest, type HttpResponse, parseUrl } from "@smithy/core/protocols";
import { getRetryPlugin, StandardRetryStrategy } from "@smithy/core/retry";
import { getSchemaSerdePlugin } from "@smithy/core/schema";
import { fromBase64, fromUtf8, toBase64, toUtf8 } from "@smithy/core/serde";
import { SignatureV4 } from "@smithy/signature-v4";
import type {
  AwsCredentialIdentity,
  HttpHandlerOptions,
  Provider,
  RequestHandler,
  RequestSigner,
  RetryStrategyV2,
  SerdeFunctions,
  UrlParser,
} from "@smithy/types";
import { collectAnswer } from "./collect-answer.ts";
import { Sha256 } from "./sha256.ts";

/*
 * The SDK's DynamoDBClient is made of these parts, and of some thirty settings that it finds out. All are
 * known here, and most belong to steps that short-steps.ts replaces: docs/adr/0012-table-client.md.
 */

/** What differs from one client to the next. */
export interface SdkClientOptions {
  readonly region: string;
  readonly credentials: Provider<AwsCredentialIdentity> | AwsCredentialIdentity;
  /** How often a call is tried in all. */
  readonly maxAttempts: number;
  readonly requestHandler: RequestHandler<HttpRequest, HttpResponse, HttpHandlerOptions>;
}

/** What the SDK's steps ask of their client. */
interface SdkConfig extends SerdeFunctions {
  readonly apiVersion: string;
  readonly disableHostPrefix: boolean;
  readonly urlParser: UrlParser;
  readonly protocol: AwsJson1_0Protocol;
  readonly requestHandler: SdkClientOptions["requestHandler"];
  readonly retryStrategy: () => Promise<RetryStrategyV2>;
  readonly maxAttempts: () => Promise<number>;
  readonly signer: () => Promise<RequestSigner>;
  /** Milliseconds that the clock is off; the SDK's signer keeps it. */
  systemClockOffset: number;
}

/** The SDK's client, as far as it is the same for all services. */
export type SdkClient = __Client<
  HttpHandlerOptions,
  ServiceInputTypes,
  ServiceOutputTypes,
  SdkConfig
>;

/** The SDK's pause before a second try at DynamoDB, in milliseconds, unless it was throttled. */
const BASE_DELAY = 25;

/** A client of DynamoDB that reads answers, and tries again; how calls are put together, it is not told. */
export function sdkClient(options: SdkClientOptions): SdkClient {
  const { region, credentials, maxAttempts, requestHandler } = options;
  const strategy = new StandardRetryStrategy({ maxAttempts, baseDelay: BASE_DELAY });
  // One for all calls: the SDK would make one for each.
  const signer = new SignatureV4({ service: "dynamodb", region, credentials, sha256: Sha256 });
  const config: SdkConfig = {
    apiVersion: "2012-08-10",
    protocol: new AwsJson1_0Protocol({
      defaultNamespace: "com.amazonaws.dynamodb",
      errorTypeRegistries,
      serviceTarget: "DynamoDB_20120810",
      jsonCodec: new DynamoDBJsonCodec2(),
    }),
    requestHandler,
    retryStrategy: async () => strategy,
    maxAttempts: async () => maxAttempts,
    signer: async () => signer,
    streamCollector: collectAnswer,
    systemClockOffset: 0,
    ...{ base64Decoder: fromBase64, base64Encoder: toBase64 },
    ...{ utf8Decoder: fromUtf8, utf8Encoder: toUtf8 },
    ...{ disableHostPrefix: false, urlParser: parseUrl },
  };
  const client: SdkClient = new __Client(config);
  client.middlewareStack.use(getSchemaSerdePlugin(config));
  client.middlewareStack.use(getRetryPlugin(config));
  return client;
}
