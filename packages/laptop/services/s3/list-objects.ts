import { ACCOUNT } from "../../template/account.ts";
import { decodePosition, encodePosition, type ListQuery, listPage } from "./list-page.ts";
import { encodedKey, isEncoded, listingContext } from "./listing-request.ts";
import { accessDenied, ObjectError } from "./object-error.ts";
import type { OperationCall } from "./operation.ts";
import { sendXml } from "./operation.ts";
import type { ObjectMetadata } from "./stored-file.ts";
import { element, type Xml, xmlDocument } from "./xml.ts";

const MAX_KEYS = 1000;

/** ListObjectsV2. Its context tells the role's conditions the prefix that was asked for. */
export async function listObjects(call: OperationCall): Promise<void> {
  const { query } = call.request;
  const single = (name: string) => query[name]?.[0];
  if (!call.may("s3:ListBucket", call.bucket.arn, listingContext(single))) throw accessDenied();
  const encode = isEncoded(single) ? encodedKey : (text: string) => text;
  sendXml(call.response, 200, render(call, parseListQuery(single), encode, single));
}

/** HeadBucket: whether the bucket is there and may be listed. */
export async function headBucket(call: OperationCall): Promise<void> {
  if (!call.may("s3:ListBucket", call.bucket.arn)) throw accessDenied();
  call.response.writeHead(200, { "x-amz-bucket-region": ACCOUNT.region }).end();
}

type SingleParameter = (name: string) => string | undefined;

function parseListQuery(single: SingleParameter): ListQuery {
  const maxKeys = single("max-keys") ?? String(MAX_KEYS);
  if (!/^\d{1,9}$/.test(maxKeys)) {
    throw new ObjectError("InvalidArgument", "Argument max-keys must be an integer from 0.");
  }
  const token = single("continuation-token");
  const after = token === undefined ? undefined : decodePosition(token);
  if (token !== undefined && after === undefined) {
    throw new ObjectError("InvalidArgument", "The continuation token provided is incorrect");
  }
  return {
    prefix: single("prefix") ?? "",
    delimiter: single("delimiter") ?? "",
    maxKeys: Math.min(Number(maxKeys), MAX_KEYS),
    startAfter: single("start-after") ?? "",
    after,
  };
}

function render(
  call: OperationCall,
  query: ListQuery,
  encode: (text: string) => string,
  single: SingleParameter,
): string {
  const { storage, name } = call.bucket;
  const page = listPage(storage.keys(), query);
  const parts: Xml[] = [
    element("Name", name),
    element("Prefix", encode(query.prefix)),
    element("KeyCount", String(page.keys.length + page.commonPrefixes.length)),
    element("MaxKeys", String(query.maxKeys)),
    element("IsTruncated", String(page.next !== undefined)),
  ];
  if (query.delimiter !== "") parts.push(element("Delimiter", encode(query.delimiter)));
  for (const [parameter, tag] of [
    ["encoding-type", "EncodingType"],
    ["continuation-token", "ContinuationToken"],
    ["start-after", "StartAfter"],
  ] as const) {
    const value = single(parameter);
    if (value !== undefined) {
      parts.push(element(tag, parameter === "start-after" ? encode(value) : value));
    }
  }
  if (page.next !== undefined) {
    parts.push(element("NextContinuationToken", encodePosition(page.next)));
  }
  parts.push(...page.keys.map((key) => contents(storage.find(key), key, encode)));
  for (const prefix of page.commonPrefixes) {
    parts.push(element("CommonPrefixes", [element("Prefix", encode(prefix))]));
  }
  return xmlDocument(element("ListBucketResult", parts));
}

function contents(
  object: ObjectMetadata | undefined,
  key: string,
  encode: (text: string) => string,
): Xml {
  return element("Contents", [
    element("Key", encode(key)),
    element("LastModified", object?.lastModified ?? ""),
    element("ETag", object?.eTag ?? ""),
    element("Size", String(object?.size ?? 0)),
    element("StorageClass", "STANDARD"),
  ]);
}
