import type { Algorithm } from "../unit/support/signer.ts";

/** A kind of token that a sign-in service issues, with the claims it really has. */
export interface ServiceToken {
  readonly service: string;
  readonly kind: string;
  readonly issuer: string;
  /** As the setting has it. */
  readonly audience: string;
  readonly algorithm: Algorithm;
  readonly header?: Readonly<Record<string, string>>;
  /** Beside `iss`, `iat` and `exp`. */
  readonly claims: Readonly<Record<string, unknown>> & { readonly sub: string };
  /** Claims that make it a token for somebody else. */
  readonly elsewhere: Readonly<Record<string, unknown>>;
}

const COGNITO = {
  service: "Amazon Cognito",
  issuer: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
  audience: "7cpjt3web0000000000000000,2k9machine000000000000000",
  algorithm: "RS256",
} as const;
const USER = "8f4c1e52-30d1-70cf-3a0b-5c0b8f0d2f11";
const AUTH0 = {
  service: "Auth0",
  issuer: "https://tenant.eu.auth0.com/",
  audience: "https://profiles.example/api",
  algorithm: "RS256",
  header: { typ: "at+jwt" },
} as const;
const ENTRA = {
  service: "Microsoft Entra ID",
  audience: "6e74172b-be56-4843-9ff4-e66a39bb12e3",
  algorithm: "RS256",
  header: { typ: "JWT" },
} as const;
const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";

const KEYCLOAK = {
  service: "Keycloak",
  issuer: "https://id.example.com/realms/profiles",
  audience: "profiles-api,crm",
  algorithm: "RS256",
  header: { typ: "JWT" },
} as const;

/** What docs/sign-in.md describes. Each issuer is another one; the first is the one that shares. */
export const serviceTokens: readonly ServiceToken[] = [
  {
    ...COGNITO,
    kind: "ID token",
    claims: {
      sub: USER,
      aud: "7cpjt3web0000000000000000",
      token_use: "id",
      "cognito:username": USER,
      email: "jane@example.com",
      auth_time: 1,
    },
    elsewhere: { aud: "another" },
  },
  {
    ...COGNITO,
    kind: "access token",
    claims: {
      sub: USER,
      client_id: "7cpjt3web0000000000000000",
      token_use: "access",
      scope: "openid email",
      username: USER,
      version: 2,
    },
    elsewhere: { client_id: "another" },
  },
  {
    ...COGNITO,
    kind: "machine's token",
    claims: {
      sub: "2k9machine000000000000000",
      client_id: "2k9machine000000000000000",
      token_use: "access",
      scope: "profiles/write",
      version: 2,
    },
    elsewhere: { token_use: "id" },
  },
  {
    ...AUTH0,
    kind: "access token",
    claims: {
      sub: "auth0|5f7c8ec7c33c6c004bbafe82",
      aud: ["https://profiles.example/api", "https://tenant.eu.auth0.com/userinfo"],
      azp: "my_client_id",
      scope: "openid profile",
    },
    elsewhere: { aud: ["https://tenant.eu.auth0.com/userinfo"] },
  },
  {
    ...AUTH0,
    kind: "machine's token",
    claims: {
      sub: "my_machine_id@clients",
      aud: "https://profiles.example/api",
      azp: "my_machine_id",
      gty: "client-credentials",
    },
    elsewhere: { aud: "https://other.example/api" },
  },
  {
    ...ENTRA,
    kind: "access token, v2",
    issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`,
    claims: {
      sub: "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
      aud: ENTRA.audience,
      azp: "0f7e1b2c-1111-4222-8333-944455556666",
      oid: "690222be-ff1a-4d56-abd1-7e4f7d38e474",
      tid: TENANT,
      scp: "access_as_user",
      ver: "2.0",
    },
    elsewhere: { aud: "00000003-0000-0000-c000-000000000000" },
  },
  {
    ...ENTRA,
    kind: "access token, v1",
    issuer: `https://sts.windows.net/${TENANT}/`,
    audience: `api://${ENTRA.audience}`,
    claims: {
      sub: "BBBBBBBBBBBBBBBBBBBBBIkzqFVrSaSaFHy782bbtaQ",
      aud: `api://${ENTRA.audience}`,
      appid: "0f7e1b2c-1111-4222-8333-944455556666",
      tid: TENANT,
      ver: "1.0",
    },
    elsewhere: { aud: "https://graph.microsoft.com" },
  },
  {
    service: "Google",
    kind: "ID token",
    issuer: "https://accounts.google.com",
    audience: "1234-web.apps.googleusercontent.com,1234-ios.apps.googleusercontent.com",
    algorithm: "RS256",
    header: { typ: "JWT" },
    claims: {
      sub: "110169484474386276334",
      aud: "1234-web.apps.googleusercontent.com",
      azp: "1234-ios.apps.googleusercontent.com",
      email: "jane@example.com",
      email_verified: true,
    },
    elsewhere: { aud: "9999-other.apps.googleusercontent.com" },
  },
  {
    service: "Firebase",
    kind: "ID token",
    issuer: "https://securetoken.google.com/my-project",
    audience: "my-project",
    algorithm: "RS256",
    header: { typ: "JWT" },
    claims: {
      sub: "Zx8vQ2mN4oP6qR8sT0uV2wX4yZ61",
      aud: "my-project",
      user_id: "Zx8vQ2mN4oP6qR8sT0uV2wX4yZ61",
      auth_time: 1,
      firebase: { identities: {}, sign_in_provider: "password" },
    },
    elsewhere: { aud: "another-project" },
  },
  {
    service: "Okta",
    kind: "access token",
    issuer: "https://dev-1234.okta.com/oauth2/default",
    audience: "api://default",
    algorithm: "RS256",
    claims: {
      sub: "jane@example.com",
      aud: "api://default",
      cid: "0oa1gjh63g214q0Hq0g4",
      uid: "00u15s1KDETTQMQYABRL",
      ver: 1,
      scp: ["openid"],
    },
    elsewhere: { aud: "api://other" },
  },
  {
    service: "Clerk",
    kind: "session token",
    issuer: "https://clerk.example.com",
    audience: "https://app.example.com,https://www.example.com",
    algorithm: "RS256",
    header: { typ: "JWT" },
    claims: {
      sub: "user_2NNEqL2nrIRdJ194ndJqAHwEfxC",
      azp: "https://app.example.com",
      sid: "sess_2NNEqL2nrIRdJ194ndJqAHwEfxC",
    },
    elsewhere: { azp: "https://evil.example" },
  },
  {
    service: "WorkOS",
    kind: "access token",
    issuer: "https://api.workos.com/user_management/client_01HXYZ",
    audience: "client_01HXYZ",
    algorithm: "RS256",
    claims: {
      sub: "user_01HBEQKA6K4QJAS93VPE39W1JT",
      client_id: "client_01HXYZ",
      sid: "session_01HQSXZGF8FHF7A9ZZFCW4387R",
    },
    elsewhere: { client_id: "client_02OTHER" },
  },
  {
    service: "Supabase",
    kind: "access token",
    issuer: "https://abcdefghijklmnop.supabase.co/auth/v1",
    audience: "authenticated",
    algorithm: "ES256",
    header: { typ: "JWT" },
    claims: {
      sub: "ef0493c9-3582-425f-a362-aef909588df7",
      aud: "authenticated",
      role: "authenticated",
      session_id: "f8b1b1a0-8f9b-4b9d-8f9b-4b9d8f9b4b9d",
      is_anonymous: false,
    },
    elsewhere: { aud: "anon" },
  },
  {
    ...KEYCLOAK,
    kind: "access token",
    claims: {
      sub: "f:0b8f0d2f:jane",
      aud: ["profiles-api", "account"],
      azp: "web",
      typ: "Bearer",
      preferred_username: "jane",
    },
    elsewhere: { aud: "account", azp: "crm" },
  },
  {
    ...KEYCLOAK,
    kind: "machine's token",
    claims: {
      sub: "3e1b9c0a-7d51-4b9e-9f0e-6c1d2b3a4f50",
      azp: "crm",
      client_id: "crm",
      typ: "Bearer",
      preferred_username: "service-account-crm",
    },
    elsewhere: { azp: "crm", client_id: "other" },
  },
];
