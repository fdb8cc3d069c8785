import type { Check } from "./check.ts";
import { accountNamespaces } from "./checks/account-namespaces.ts";
import { bootstrapVersion } from "./checks/bootstrap-version.ts";
import { certificates } from "./checks/certificates.ts";
import { concurrency } from "./checks/concurrency.ts";
import { credentials } from "./checks/credentials.ts";
import { environmentSize } from "./checks/environment-size.ts";
import { exportsInUse } from "./checks/exports-in-use.ts";
import { gatewayKeys } from "./checks/gateway-keys.ts";
import { issuers } from "./checks/issuers.ts";
import { region } from "./checks/region.ts";
import { retainedResources } from "./checks/retained-resources.ts";
import { sharedKeys } from "./checks/shared-keys.ts";
import { signInPage } from "./checks/sign-in-page.ts";
import { stackStates } from "./checks/stack-states.ts";
import { userPool } from "./checks/user-pool.ts";

/** In the order of the table. */
export const CHECKS: readonly Check[] = [
  credentials,
  region,
  bootstrapVersion,
  stackStates,
  concurrency,
  gatewayKeys,
  sharedKeys,
  certificates,
  issuers,
  environmentSize,
  exportsInUse,
  retainedResources,
  userPool,
  signInPage,
  accountNamespaces,
];
