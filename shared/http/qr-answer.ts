import { createHash } from "node:crypto";
import { html } from "../pages/html.ts";
import { qrCode, qrSvg } from "../pages/qr-code.ts";
import { PUBLIC_CACHE } from "./public-cache.ts";
import type { ApiResponse } from "./render.ts";

/** Raised whenever the same code is drawn in other bytes than before. */
const DRAWING = 1;

/** A QR code as it is sent. */
export interface QrPicture {
  readonly format: "svg" | "png";
  /** Pixels a side. */
  readonly size: number;
  /** Whether the caller has the answer with this entity tag. */
  readonly holds: (etag: string) => boolean;
}

/** A text as a picture of its QR code. Nothing is drawn for who has it. */
export async function qrAnswer(text: string, picture: QrPicture): Promise<ApiResponse> {
  const { format, size, holds } = picture;
  const facts = JSON.stringify([DRAWING, text, format, size]);
  const etag = `"${createHash("sha256").update(facts).digest("base64url")}"`;
  const common = { etag, headers: PUBLIC_CACHE };
  if (holds(etag)) return { ...common, status: 304 };
  if (format === "png") {
    // What draws a PNG is more than half of the code.
    const { qrPng } = await import("../pages/qr-png.ts");
    return { ...common, status: 200, contentType: "image/png", bytes: await qrPng(text, size) };
  }
  const svg = qrSvg(qrCode(text), html` width="${size}" height="${size}"`);
  return { ...common, status: 200, contentType: "image/svg+xml", text: svg.toString() };
}
