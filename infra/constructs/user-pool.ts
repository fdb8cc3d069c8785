import { Aws, CfnOutput, Fn, RemovalPolicy, Stack } from "aws-cdk-lib";
import {
  CfnManagedLoginBranding,
  CfnUserPool,
  type CfnUserPoolClient,
  CfnUserPoolDomain,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { PoolIssuer } from "../settings/jwt-issuers.ts";
import type { Settings } from "../settings/settings.ts";
import { acknowledge } from "./acknowledge.ts";
import { browserClient, keptWithPool, SERVER_SCOPE, serverClient } from "./user-pool-clients.ts";
import { POOL_STATE, POOL_STATE_OUTPUT } from "./user-pool-state.ts";

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
    this.pool = this.createPool(settings);
    this.browsers = browserClient(this, this.pool.ref, settings);
    this.servers = serverClient(this, this.pool.ref);
    const domain = this.createSignInPage(settings.stackPrefix);
    this.addOutputs(domain, settings.userPool === true);
  }

  /** `iss` of its tokens, within its own stack. */
  get issuer(): string {
    return issuerOf(this.pool.ref);
  }

  /** What another stack needs to trust the pool. Each call names the same exports. */
  exportedIssuer(): PoolIssuer {
    const stack = Stack.of(this);
    return {
      issuer: issuerOf(stack.exportValue(this.pool.ref)),
      audiences: [stack.exportValue(this.browsers.ref), stack.exportValue(this.servers.ref)],
    };
  }

  /** ARN of the pool, for another stack's roles. */
  exportedArn(): string {
    const id = Stack.of(this).exportValue(this.pool.ref);
    return `arn:${Aws.PARTITION}:cognito-idp:${Aws.REGION}:${Aws.ACCOUNT_ID}:userpool/${id}`;
  }

  /**
   * No texts of our own for e-mails, as Cognito's built-in sender takes none; and no `Schema`, as an
   * update of a pool that lists standard attributes there may fail.
   */
  private createPool({ userPoolSelfSignUp, userPoolSender }: Settings): CfnUserPool {
    const pool = new CfnUserPool(this, "Pool", {
      userPoolName: Stack.of(this).stackName,
      userPoolTier: "ESSENTIALS",
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      autoVerifiedAttributes: ["email"],
      // Until the new address is confirmed the old one stays good for signing in.
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: userPoolSelfSignUp !== true },
      // Said in either case, so that taking the setting away takes the sender away.
      emailConfiguration: userPoolSender
        ? sentBy(userPoolSender)
        : { emailSendingAccount: "COGNITO_DEFAULT" },
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
    acknowledge(pool, "COG2", "A second factor is optional: everyone may add one.");
    acknowledge(
      pool,
      "COG8",
      "Plus charges for every user; docs/user-pool.md says what is left out.",
    );
    return pool;
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
    keptWithPool(style);
    return keptWithPool(domain);
  }

  private addOutputs(domain: CfnUserPoolDomain, isTrusted: boolean): void {
    const outputs = {
      UserPoolId: this.pool.ref,
      UserPoolIssuer: issuerOf(this.pool.ref),
      UserPoolBrowserClientId: this.browsers.ref,
      UserPoolServerClientId: this.servers.ref,
      UserPoolServerScope: SERVER_SCOPE,
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

/** The domain of the sender is the identity that SES has verified, in the region of the pool. */
function sentBy(from: string): CfnUserPool.EmailConfigurationProperty {
  const domain = from.slice(from.lastIndexOf("@") + 1);
  const sourceArn = `arn:${Aws.PARTITION}:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${domain}`;
  return { emailSendingAccount: "DEVELOPER", from, sourceArn };
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
  // Of the id's five parts the last is that of a host, which names many stacks, the first a time.
  const parts = Fn.split("-", Fn.select(2, Fn.split("/", Aws.STACK_ID)));
  return Fn.join("-", [name, Fn.select(0, parts), Fn.select(4, parts)]);
}
