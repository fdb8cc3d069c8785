import { setTimeout as pause } from "node:timers/promises";
import { callerWith, checkKey } from "../../shared/check/check-caller.ts";
import { type CheckStep, checkService } from "../../shared/check/service-check.ts";
import { logFigure } from "../../shared/metric.ts";

/** An index that is later than this is of no use to who has just published. */
const FINDING_MS = 30_000;

const NO_KEY: CheckStep = {
  step: "key",
  durationMs: 0,
  fault: "there is no key yet: npm run operator -- check-key",
};

/** Uses the API as a caller does, and counts the steps that went wrong; run by the schedule. */
export async function handler(): Promise<readonly CheckStep[]> {
  const steps = await check();
  const failed = steps.filter(({ fault }) => fault !== undefined).length;
  logFigure("service checked", "FailedCheckSteps", "Count", failed, { steps });
  return steps;
}

async function check(): Promise<readonly CheckStep[]> {
  const key = await checkKey();
  if (key === undefined) return [NO_KEY];
  // One word that begins like no other, so that a search for it finds nothing else.
  const marker = `xq${Date.now().toString(36)}`;
  return checkService(callerWith(key), marker, { findingMs: FINDING_MS, pause });
}
