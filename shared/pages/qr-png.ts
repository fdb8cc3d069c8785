import { toBuffer } from "qrcode";
import { QUIET_ZONE, qrCode } from "./qr-code.ts";

/** Keeps what is computed from being rounded down by a pixel. */
const HAIR = 1e-9;

/**
 * The code of a text as a PNG, with the modules of `qrCode`.
 * @param size pixels a side; modules are as many whole ones wide as fit, the rest is margin
 */
export function qrPng(text: string, size: number): Promise<Buffer> {
  const modules = qrCode(text).size;
  const scale = Math.max(1, Math.floor(size / (modules + 2 * QUIET_ZONE)));
  const margin = (size / scale - modules) / 2 + HAIR;
  return toBuffer(text, { type: "png", errorCorrectionLevel: "M", scale, margin });
}
