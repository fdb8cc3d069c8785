/** The function an invocation URI of API Gateway names. */
export function functionArnIn(uri: string, owner: string): string {
  const arn = /:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (arn === undefined) {
    throw new Error(`${owner} has a URI that invokes no function: ${uri}`);
  }
  return arn;
}
