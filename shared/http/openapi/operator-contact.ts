/** Who runs a deployment, as its document says it. */
export interface OperatorContact {
  readonly name: string;
  readonly url?: string;
  readonly email?: string;
}

/** @param reach a web address or an e-mail address; undefined or empty when nobody has said one */
export function operatorContact(reach: string | undefined): OperatorContact {
  const name = "The operator of this deployment";
  if (!reach) return { name };
  return /^https?:/.test(reach) ? { name, url: reach } : { name, email: reach };
}
