import core from "qrcode/lib/core/qrcode.js";
import { type Html, html } from "./html.ts";

/** Modules of light around a code, as ISO/IEC 18004 wants them. */
export const QUIET_ZONE = 4;

/** A QR code: dark modules row by row. */
export interface QrCode {
  /** Modules a side, without the quiet zone. */
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/** The smallest code of a text, with error correction M: 15 % of it may be lost. */
export function qrCode(text: string): QrCode {
  const { size, data } = core.create(text, { errorCorrectionLevel: "M" }).modules;
  return { size, isDark: (row, column) => data[row * size + column] === 1 };
}

/**
 * A code as an SVG element, black on white whatever is around it.
 * @param attributes more of them, for the element
 */
export function qrSvg(code: QrCode, attributes: Html): Html {
  const side = code.size + 2 * QUIET_ZONE;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"${attributes}><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${strokes(code)}"/></svg>`;
}

/** A line for each run of dark modules, through their middle. */
function strokes({ size, isDark }: QrCode): string {
  let path = "";
  for (let row = 0; row < size; row += 1) {
    let end = -QUIET_ZONE;
    for (let column = 0; column < size; column += 1) {
      if (!isDark(row, column)) continue;
      const start = column;
      while (column < size && isDark(row, column)) column += 1;
      path += end < 0 ? `M${start + QUIET_ZONE} ${row + QUIET_ZONE}.5` : `m${start - end} 0`;
      path += `h${column - start}`;
      end = column;
    }
  }
  return path;
}
