import type { Check } from "../check.ts";
import { type Finding, ok, warning } from "../finding.ts";
import type { Json, Template } from "../template.ts";
import { trustsUserPool } from "../user-pool-loss.ts";

/** The user pool's sign-in page must send people back to an application that is theirs to reach. */
export const signInPage: Check = {
  name: "sign-in page",
  permissions: [],
  async run({ assembly }) {
    const { template } = assembly.stateful;
    return trustsUserPool(template) ? judge(callbackUrlsIn(template)) : ok("none in use");
  },
};

function judge(addresses: readonly string[]): Finding {
  const others = addresses.filter((address) => URL.parse(address)?.hostname !== "localhost");
  if (others.length > 0) return ok(`sends browsers back to ${others.join(", ")}`);
  return warning(
    `sends browsers back to ${addresses.join(", ")} alone: only whoever runs an application there can sign in`,
    "-c userPoolCallbackUrls=https://app.example/callback, your application's address, as soon as it has one",
  );
}

/** Of the clients that people sign in with; a server's has none. */
function callbackUrlsIn({ Resources }: Template): readonly string[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) => {
    const urls: Json = (Type === "AWS::Cognito::UserPoolClient" && Properties?.CallbackURLs) || [];
    return Array.isArray(urls) ? urls.map(String) : [];
  });
}
