import { DEV_AUDIENCE, DEV_ISSUER } from "@profiles-api/laptop/token";
import type { Settings } from "../settings/settings.ts";

/**
 * What the laptop and the tests synthesise with, as CDK context. The key set has a host of its own
 * so that its address can be mapped to the development issuer while `iss` stays as it is.
 */
export const localSettings = {
  jwtIssuer: DEV_ISSUER,
  jwtAudience: [DEV_AUDIENCE],
  jwtJwksUri: "https://jwks.dev-issuer.invalid/jwks.json",
  // Development tokens may be made to last; a deployment takes them for a day.
  jwtMaxAgeHours: 720,
  tokenHelp:
    "On this laptop `npm run -s token -- jane`, in the repository’s folder, prints one for the account `jane`. What it shows at 127.0.0.1 opens on this laptop only, not on a phone.",
  throttleRate: 10_000,
  throttleBurst: 5_000,
  // Nothing is under way for long, and whoever tries it out need not wait.
  erasureWaitSeconds: 0,
  // As seldom as it may be: whoever asks for a key of the check has it, and may run it at once.
  check: 720,
  // The laptop holds to it; a deployment reserves only what its account is known to have.
  photoConcurrency: 10,
} satisfies Partial<Settings>;
