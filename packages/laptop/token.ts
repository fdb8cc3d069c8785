/** Tokens of the development issuer, for a program beside a platform. */
export {
  DEFAULT_LIFETIME_SECONDS,
  DEV_AUDIENCE,
  DEV_ISSUER,
  MAX_ACCOUNT_LENGTH,
  mintToken,
} from "./services/dev-issuer/dev-issuer.ts";
