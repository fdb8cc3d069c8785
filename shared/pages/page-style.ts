import { type Accent, PAPER } from "../model/photo/accent.ts";

/** Fonts that are there, for every script. */
export const FONTS =
  'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif,"Apple Color Emoji","Segoe UI Emoji","Noto Color Emoji"';

const LIGHT = `--paper:${PAPER.light};--ink:#16181c;--soft:#5a616c;--line:#e3e5e9;--tint:#f3f4f6`;
const DARK = `--paper:${PAPER.dark};--ink:#eceef1;--soft:#a3aab5;--line:#2e333b;--tint:#22262d`;

/** The style sheet of a page: for a screen in light and in dark, and for paper. */
export function pageStyle(accent: Accent): string {
  return styleSheet(accent, SCREEN, PAGE);
}

/** A style sheet in the colours of all pages. @param screen and @param page rules on them */
export function styleSheet({ light, dark }: Accent, screen: string, page: string): string {
  return [
    `:root{color-scheme:light dark;${LIGHT};--accent:${light}}`,
    `@media (prefers-color-scheme:dark){:root{${DARK};--accent:${dark}}}`,
    screen,
    `@media print{:root{color-scheme:light;${LIGHT};--accent:${light}}${page}}@page{margin:14mm 16mm}`,
  ]
    .join("")
    .replaceAll(/\n\s*/g, "");
}

/** A title with its time at the other end of the line. A phone has the time below, for every entry alike. */
const ROW = ".row{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem}";

/** Lengths grow with the reader's own size of letters. */
const SCREEN = `
*{box-sizing:border-box;margin:0;padding:0}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{background:var(--paper);color:var(--ink);font:1.0625rem/1.6 ${FONTS};overflow-wrap:anywhere}
main{max-width:50rem;margin:0 auto;padding:clamp(2.5rem,8vw,6rem) clamp(1.25rem,5vw,2.5rem) 4rem}
header{display:flex;flex-wrap:wrap;align-items:center;gap:1.5rem 2rem}
header>div{flex:1 1 18rem}
header img{width:7.5rem;height:7.5rem;border-radius:50%;object-fit:cover;background:var(--tint)}
h1{font-size:clamp(2rem,1.55rem + 2vw,2.75rem);line-height:1.15;font-weight:700}
h2{font-size:1rem;font-weight:600;color:var(--accent)}
h3{font-size:1.0625rem;font-weight:600}
.headline{font-size:1.25rem;line-height:1.4;margin-top:.5rem}
h1,h3,.headline,.place,.entries p,.code p{text-align:-webkit-match-parent;text-align:match-parent}
.soft{color:var(--soft)}
.place{margin-top:.25rem}
.actions{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem 1.5rem;margin-top:1.75rem}
a{color:var(--accent);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
.button{display:inline-block;background:var(--accent);color:var(--paper);font-weight:600;text-decoration:none;padding:.6rem 1.25rem;border-radius:.5rem}
.button:hover{text-decoration:underline}
section{border-top:1px solid var(--line);margin-top:2rem;padding-top:2rem}
section>*+*{margin-top:.75rem}
ul{list-style:none}
.text{white-space:pre-line}
.entries>li+li{margin-top:1.75rem}
.entries .text{margin-top:.5rem}
.links li+li{margin-top:.4rem}
.skills{display:flex;flex-wrap:wrap;gap:.5rem}
.skills li{background:var(--tint);padding:.2rem .75rem;border-radius:.5rem}
.code{display:flex;flex-wrap:wrap;align-items:center;gap:1rem 1.5rem}
.code svg{display:block;width:9rem;height:9rem;border-radius:.5rem;border:1px solid var(--line)}
.code p{flex:1 1 12rem}
@media (min-width:44rem){
${ROW}
section{display:grid;grid-template-columns:7.5rem 1fr;gap:0 2rem;margin-top:2.75rem;padding-top:2.75rem}
section>*+*{margin-top:0}
.links li{display:grid;grid-template-columns:8rem 1fr}
}`;

/** A4 or Letter, as a CV. */
const PAGE = `
html{font-size:9.5pt}
body{line-height:1.45}
main{max-width:none;padding:0;position:relative}
header{gap:0 6mm;flex-wrap:nowrap;padding-inline-end:30mm}
header img{width:24mm;height:24mm}
h1{font-size:22pt}
a{text-decoration:none}
section{display:grid;grid-template-columns:26mm 1fr;gap:0 5mm;margin-top:4.5mm;padding-top:4.5mm}
section>*+*{margin-top:0}
.actions{margin-top:2mm}
.actions .button{display:none}
${ROW}
.entries>li{break-inside:avoid}
.entries>li+li{margin-top:3mm}
.entries .text{margin-top:1mm}
.links{columns:2}
.links li{display:block;break-inside:avoid;margin-top:0}
.skills{gap:0 .5ch}
.skills li{background:none;padding:0}
.skills li:not(:last-child)::after{content:" \\b7"}
.share{position:absolute;top:0;inset-inline-end:0;margin:0;padding:0;border:0;display:block}
.share h2,.share p{display:none}
.share svg{width:24mm;height:24mm;border:0}`;
