import { type CfnResource, RemovalPolicy } from "aws-cdk-lib";
import { CfnUserPoolClient, CfnUserPoolResourceServer } from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { Settings } from "../settings/settings.ts";

/** What servers ask for: Cognito issues no token without a scope to a client without a person. */
export const SERVER_SCOPE = "profiles-api/access";

/** Where an application in development returns to, until the settings name others. */
const LOCAL_CALLBACK_URLS = ["http://localhost:3000/callback"];
const LOCAL_LOGOUT_URLS = ["http://localhost:3000/"];

/** Public, as a browser keeps no secret. PKCE is for it to send: Cognito does not insist on it. */
export function browserClient(
  scope: Construct,
  userPoolId: string,
  settings: Settings,
): CfnUserPoolClient {
  const client = new CfnUserPoolClient(scope, "Browsers", {
    ...clientDefaults(userPoolId, "Browsers"),
    generateSecret: false,
    allowedOAuthFlows: ["code"],
    allowedOAuthScopes: ["openid", "email", "profile"],
    callbackUrLs: settings.userPoolCallbackUrls ?? LOCAL_CALLBACK_URLS,
    logoutUrLs: settings.userPoolLogoutUrls ?? LOCAL_LOGOUT_URLS,
    supportedIdentityProviders: ["COGNITO"],
    explicitAuthFlows: [
      "ALLOW_USER_SRP_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
      // For those whom IAM lets act as an administrator only: how a check signs its own user in.
      "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    ],
    idTokenValidity: 1,
    refreshTokenValidity: 30,
    tokenValidityUnits: { accessToken: "hours", idToken: "hours", refreshToken: "days" },
  });
  return keptWithPool(client);
}

/** With a secret, which it trades for tokens in the client's own name. */
export function serverClient(scope: Construct, userPoolId: string): CfnUserPoolClient {
  const [identifier = "", scopeName = ""] = SERVER_SCOPE.split("/");
  const api = new CfnUserPoolResourceServer(scope, "Api", {
    userPoolId,
    identifier,
    name: "Profiles API",
    scopes: [{ scopeName, scopeDescription: "Call the API" }],
  });
  const client = new CfnUserPoolClient(scope, "Servers", {
    ...clientDefaults(userPoolId, "Servers"),
    generateSecret: true,
    allowedOAuthFlows: ["client_credentials"],
    allowedOAuthScopes: [SERVER_SCOPE],
    // An empty list would allow sign-in with passwords. This flow renews tokens that the client never gets.
    explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
    tokenValidityUnits: { accessToken: "hours" },
  });
  client.addResourceDependency(keptWithPool(api));
  return keptWithPool(client);
}

function clientDefaults(userPoolId: string, clientName: string) {
  return {
    userPoolId,
    clientName,
    allowedOAuthFlowsUserPoolClient: true,
    accessTokenValidity: 1,
    enableTokenRevocation: true,
    preventUserExistenceErrors: "ENABLED",
  };
}

/** Kept with the pool, as applications know it; taken back when the creation fails. */
export function keptWithPool<Resource extends CfnResource>(resource: Resource): Resource {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}
