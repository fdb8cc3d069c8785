import { Aws, CfnOutput, type CfnResource, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  CfnUserPool,
  CfnUserPoolClient,
  CfnUserPoolDomain,
  CfnUserPoolResourceServer,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Settings } from "../config.ts";
import type { PoolIssuer } from "../jwt-issuers.ts";
import { POOL_STATE, POOL_STATE_OUTPUT } from "../user-pool-loss.ts";
import { acknowledge } from "./acknowledge.ts";

/** What servers ask for: Cognito issues no token without a scope to a client without a person. */
const SERVER_SCOPE = { resource: "profiles-api", name: "access" } as const;

/** Where an application in development returns to, until the settings name others. */
const LOCAL_CALLBACK_URLS = ["http://localhost:3000/callback"];
const LOCAL_LOGOUT_URLS = ["http://localhost:3000/"];

/** Days that the temporary password of an invitation is good for. */
const INVITATION_DAYS = 7;

/**
 * A Cognito user pool: people sign in with their e-mail address, on a page of Cognito's. Its accounts
 * outlive the stack. What CloudFormation would replace, or refuse to change, is the same whatever
 * the settings say: the user names' form, the clients' secrets and the page's host name.
 */
export class UserPool extends Construct {
  private readonly pool: CfnUserPool;
  private readonly browsers: CfnUserPoolClient;
  private readonly servers: CfnUserPoolClient;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.pool = this.createPool(settings.userPoolSelfSignUp === true);
    this.browsers = this.createBrowserClient(settings);
    this.servers = this.createServerClient();
    const domain = this.createSignInPage(settings.stackPrefix);
    this.addOutputs(domain, settings.userPool === true);
  }

  /** What another stack needs to trust the pool. Each call names the same exports. */
  exportedIssuer(): PoolIssuer {
    const stack = Stack.of(this);
    return {
      issuer: issuerOf(stack.exportValue(this.pool.ref)),
      audiences: [stack.exportValue(this.browsers.ref), stack.exportValue(this.servers.ref)],
    };
  }

  /**
   * No texts of our own for e-mails, as Cognito's built-in sender takes none; and no `Schema`, as an
   * update of a pool that lists standard attributes there may fail.
   */
  private createPool(selfSignUp: boolean): CfnUserPool {
    const pool = new CfnUserPool(this, "Pool", {
      userPoolName: Stack.of(this).stackName,
      userPoolTier: "ESSENTIALS",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // Until the new address is confirmed the old one stays good for signing in.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
      mfaConfiguration: "OPTIONAL",
      enabledMfas: ["SOFTWARE_TOKEN_MFA"],
      policies: {
        passwordPolicy: {
          minimumLength: 12,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: INVITATION_DAYS,
        },
      },
      deletionProtection: "ACTIVE",
    });
    // Kept even when its creation is rolled back: a protected pool would make the rollback fail.
    pool.applyRemovalPolicy(RemovalPolicy.RETAIN);
    acknowledge(pool, "COG2", "Each person may add a second factor; who needs it can require it.");
    acknowledge(
      pool,
      "COG8",
      "Plus has no free users: operators who need it choose it themselves.",
    );
    return pool;
  }

  /** Public, as a browser keeps no secret: the code is bound to it by PKCE. */
  private createBrowserClient(settings: Settings): CfnUserPoolClient {
    const client = new CfnUserPoolClient(this, "Browsers", {
      ...this.clientDefaults("Browsers"),
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
    return kept(client);
  }

  private createServerClient(): CfnUserPoolClient {
    const scope = new CfnUserPoolResourceServer(this, "Api", {
      userPoolId: this.pool.ref,
      identifier: SERVER_SCOPE.resource,
      name: "Profiles API",
      scopes: [{ scopeName: SERVER_SCOPE.name, scopeDescription: "Call the API" }],
    });
    const client = new CfnUserPoolClient(this, "Servers", {
      ...this.clientDefaults("Servers"),
      generateSecret: true,
      allowedOAuthFlows: ["client_credentials"],
      allowedOAuthScopes: [`${SERVER_SCOPE.resource}/${SERVER_SCOPE.name}`],
      // Left empty it would also take people's passwords; this one only renews what it never gets.
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      tokenValidityUnits: { accessToken: "hours" },
    });
    client.addResourceDependency(kept(scope));
    return kept(client);
  }

  private clientDefaults(clientName: string) {
    return {
      userPoolId: this.pool.ref,
      clientName,
      allowedOAuthFlowsUserPoolClient: true,
      accessTokenValidity: 1,
      enableTokenRevocation: true,
      preventUserExistenceErrors: "ENABLED",
    };
  }

  /** Without a style of its own a client's page says that it is unavailable. */
  private createSignInPage(stackPrefix: string): CfnUserPoolDomain {
    const domain = new CfnUserPoolDomain(this, "Domain", {
      userPoolId: this.pool.ref,
      domain: domainPrefix(stackPrefix),
      managedLoginVersion: 2,
    });
    const style = new CfnManagedLoginBranding(this, "Style", {
      userPoolId: this.pool.ref,
      clientId: this.browsers.ref,
      useCognitoProvidedValues: true,
    });
    style.addResourceDependency(domain);
    kept(style);
    return kept(domain);
  }

  private addOutputs(domain: CfnUserPoolDomain, isTrusted: boolean): void {
    const outputs = {
      UserPoolId: this.pool.ref,
      UserPoolIssuer: issuerOf(this.pool.ref),
      UserPoolBrowserClientId: this.browsers.ref,
      UserPoolServerClientId: this.servers.ref,
      UserPoolServerScope: `${SERVER_SCOPE.resource}/${SERVER_SCOPE.name}`,
      UserPoolSignInUrl: `https://${domain.ref}.auth.${Aws.REGION}.amazoncognito.com`,
      [POOL_STATE_OUTPUT]: isTrusted ? POOL_STATE.accepted : POOL_STATE.retired,
    };
    for (const [name, value] of Object.entries(outputs)) {
      new CfnOutput(Stack.of(this), name, { value });
    }
  }
}

/** `iss` of the tokens of a pool. */
function issuerOf(poolId: string): string {
  return `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${poolId}`;
}

/**
 * First part of the sign-in page's host name, of which there is one in a region for all of AWS. Made
 * of the stack's id, it is nobody else's, stays while the stack does, and is free again for the next
 * stack while the pool of an earlier one is kept. There is no setting for it: a pool has one such
 * name, so that CloudFormation, which makes the new one first, could never change it.
 */
function domainPrefix(stackPrefix: string): string {
  const wanted = stackPrefix.toLowerCase().replace(/-+$/, "");
  // Cognito refuses these words anywhere in the name.
  const name = /aws|amazon|cognito/.test(wanted) ? "profiles" : wanted;
  const uuid = Fn.select(2, Fn.split("/", Aws.STACK_ID));
  return Fn.join("-", [name, Fn.select(4, Fn.split("-", uuid))]);
}

/** Kept with the pool, as applications know it; taken back when the creation fails. */
function kept<Resource extends CfnResource>(resource: Resource): Resource {
  resource.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  return resource;
}
