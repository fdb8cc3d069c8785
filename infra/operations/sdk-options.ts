/**
 * Options of every SDK client that an operator's command makes: nobody waits at a terminal for a
 * service that does not answer. By default the SDK would wait without end.
 */
export const SDK_OPTIONS = {
  maxAttempts: 2,
  requestHandler: {
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    throwOnRequestTimeout: true,
  },
} as const;
