import type { Accent } from "../../../shared/model/photo/accent.ts";
import { FONTS, styleSheet } from "../../../shared/pages/page-style.ts";

/** Fonts for code that are there. */
const MONO = 'ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace';

/** The style sheet of the reference, in the colours of the other pages. */
export function referenceStyle(accent: Accent): string {
  return styleSheet(accent, SCREEN, PAGE);
}

const SCREEN = `
*{box-sizing:border-box;margin:0;padding:0}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1.5rem}
body{background:var(--paper);color:var(--ink);font:1rem/1.65 ${FONTS};overflow-wrap:anywhere}
ul{list-style:none}
a{color:var(--accent);text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
a:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
main:focus{outline:none}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--paper);padding:.5rem 1rem;z-index:9}
.skip:focus{top:.75rem}
.top{display:flex;flex-wrap:wrap;align-items:baseline;justify-content:space-between;gap:.25rem 2rem;padding:1.1rem max(clamp(1.25rem,4vw,2.5rem),calc(50vw - 36.5rem));border-bottom:1px solid var(--line)}
.brand{font-weight:700;font-size:1.0625rem;color:var(--ink);text-decoration:none}
.top ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
.top li a,.side a,h2>a,h3>a{text-decoration:none}
.top li a{color:var(--soft)}
.top li a.here{color:var(--ink);font-weight:600}
.top a:hover,.side a:hover,h2>a:hover,h3>a:hover{text-decoration:underline}
.narrow{max-width:48rem;margin:0 auto;padding:clamp(2.5rem,8vw,5.5rem) clamp(1.25rem,5vw,2.5rem) 5rem}
.columns{max-width:78rem;margin:0 auto;padding:0 clamp(1.25rem,4vw,2.5rem) 5rem}
.side{padding:1rem 0;border-bottom:1px solid var(--line)}
.side ul{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}
.side a{display:inline-block;padding:.2rem 0;color:var(--soft)}
.side a[aria-current]{color:var(--accent);font-weight:600}
.columns main{max-width:48rem;padding-top:2.25rem}
h1{font-size:clamp(1.9rem,1.5rem + 1.8vw,2.6rem);line-height:1.15;font-weight:700;letter-spacing:-.015em}
h2{font-size:1.4rem;line-height:1.3;font-weight:650}
h3{font-size:1rem;font-weight:650;margin-top:1.75rem}
h2>a,h3>a{color:inherit}
p,pre,table,dl,ol,main ul{margin-top:.85rem}
.lead{font-size:1.2rem;line-height:1.5;color:var(--soft);margin-top:.9rem}
.soft{color:var(--soft)}
section{border-top:1px solid var(--line);margin-top:3rem;padding-top:2.5rem}
code{font-family:${MONO};font-size:.9em;background:var(--tint);padding:.1em .25em;border-radius:.3em}
pre{background:var(--tint);border-radius:.6rem;padding:1rem 1.15rem;font-size:.9375rem;line-height:1.55;white-space:pre-wrap;tab-size:2}
pre code{background:none;padding:0}
dt code,.call code{background:none;padding:0;font-weight:600;font-size:.95em}
.call{font-size:1.02rem;margin-top:.5rem}
.method{display:inline-block;font:700 .75rem/1.6 ${MONO};letter-spacing:.04em;color:var(--accent);border:1px solid;border-radius:.35rem;padding:0 .45rem;margin-inline-end:.5rem}
.index li{display:grid;grid-template-columns:4.6rem 1fr;align-items:baseline;padding:.45rem 0;border-bottom:1px solid var(--line)}
.index li:last-child{border:0}
.index .method{border:0;padding:0;margin:0}
.index code{display:block;background:none;padding:0;color:var(--soft);font-size:.85em}
.fields>div{padding:.7rem 0;border-bottom:1px solid var(--line)}
.fields>div:last-child{border:0}
.type,.place{color:var(--soft);margin-inline-start:.35rem}
.must{font-size:.875rem;font-weight:600;color:var(--accent);margin-inline-start:.35rem}
.place{font-size:.875rem;font-style:italic}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;vertical-align:top;padding:.55rem 1rem .55rem 0;border-bottom:1px solid var(--line)}
th{font-weight:600;font-size:.9rem;color:var(--soft)}
td:first-child{white-space:nowrap}
td.long{white-space:normal}
.numbers td+td,.numbers th+th{text-align:end;padding-inline-end:0;padding-inline-start:1rem}
.statuses{display:flex;flex-wrap:wrap;gap:.15rem 1rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:center;margin-top:2rem}
.button{display:inline-block;background:var(--accent);color:var(--paper);font-weight:600;text-decoration:none;padding:.6rem 1.25rem;border-radius:.5rem}
.button:hover{text-decoration:underline}
main ul.plain{padding-inline-start:1.2rem;list-style:disc}
main ol{padding-inline-start:1.4rem}
ul.plain li+li,ol li+li{margin-top:.4rem}
details{margin-top:.85rem}
summary{cursor:pointer;color:var(--accent)}
summary:focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
.foot{padding:1.5rem max(clamp(1.25rem,4vw,2.5rem),calc(50vw - 36.5rem)) 2.5rem;border-top:1px solid var(--line);color:var(--soft)}
@media (min-width:60rem){
.columns{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:0 4rem}
.side{border:0;padding:2.6rem 0}
.side ul{position:sticky;top:1.5rem;display:block}
.side a{display:block;padding:.28rem 0}
.columns main{padding-top:2.5rem}
}
@media (max-width:32rem){
td:first-child{white-space:normal}
pre{font-size:.8125rem;padding:.85rem .95rem}
th,td{padding-inline-end:.6rem}
.numbers td+td,.numbers th+th{padding-inline-start:.6rem}
}`;

const PAGE = `
html{font-size:9.5pt}
.top,.side,.skip,.actions{display:none}
.columns,.narrow{display:block;max-width:none;padding:0}
.columns main{max-width:none;padding:0}
section{margin-top:6mm;padding-top:5mm}
h2,h3{break-after:avoid}
pre,.fields>div,tr{break-inside:avoid}
pre{border:1px solid var(--line)}
a{color:inherit;text-decoration:none}`;

/** Beside Swagger UI’s own, which thinks of wide screens. */
export const TRY_STYLE = `
.wide{max-width:78rem;margin:0 auto;padding:0 clamp(1.25rem,4vw,2.5rem) 5rem}
.wide main{padding-top:2.25rem}
html.dark-mode,html.dark-mode body{background:var(--paper)}
#operations{margin-top:1.5rem}
#operations .swagger-ui{background:none;color:var(--ink)}
#operations .swagger-ui *{font-family:inherit;text-shadow:none}
#operations section{border:0;margin:0;padding:0}
#operations .wrapper{padding:0;max-width:none}
#operations .parameter__empty_value_toggle,#operations .headers-wrapper,#operations .information-container,#operations .schemes-server-container{display:none}
#operations .scheme-container{box-shadow:none;background:none;padding:0;margin:0 0 1.5rem}
#operations .schemes,#operations .auth-wrapper{justify-content:flex-start}
#operations .scheme-container .auth-wrapper{padding:0}
#operations .opblock-tag{color:var(--ink);border-color:var(--line);padding-inline:0}
#operations .opblock{background:none;border-color:var(--line);box-shadow:none}
#operations .opblock .opblock-summary{border-color:var(--line)}
#operations .opblock .opblock-summary-method{background:none;color:var(--accent);min-width:5.5rem;text-align:start}
#operations .opblock-section-header{background:var(--tint);box-shadow:none;flex-wrap:wrap;height:auto}
#operations .opblock-title span::after,#operations .tab-header .tab-item.active h4 span::after{display:none}
#operations .parameter__in,#operations .parameter__type{color:var(--soft)}
#operations .download-contents{background:var(--accent);color:var(--paper)}
#operations .btn{border-width:1px;box-shadow:none;color:var(--accent);border-color:currentColor;background:var(--paper);overflow-wrap:normal;transition:none}
#operations .modal-ux{background:var(--paper);border-color:var(--line)}
#operations .modal-ux *{color:var(--ink)}
#operations .modal-ux .btn{color:var(--accent)}
#operations .btn.authorize svg{fill:currentColor}
#operations .btn.execute{background:var(--accent);color:var(--paper)}
#operations .parameter__name.required span,#operations .parameter__name.required::after,#operations .opblock-section-request-body h4 small{color:var(--accent)}
#operations h4,#operations .opblock-summary-path{overflow-wrap:normal;word-break:normal}
#operations .opblock-summary-path,#operations .opblock-summary-description{color:var(--ink)}
#operations .renderedMarkdown code{background:var(--tint);color:var(--ink)}
#operations :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:48rem){
#operations .opblock-body table,#operations .opblock-body tbody,#operations .opblock-body tr,#operations .opblock-body td{display:block;width:auto;max-width:100%}
#operations .opblock-body thead{display:none}
#operations .opblock-body td{padding:0;border:0}
#operations .opblock-body tr{padding:.75rem 0;border-bottom:1px solid var(--line)}
#operations .opblock-body tr:last-child{border:0}
#operations .opblock-body .parameters-container .parameters,#operations .opblock-description-wrapper,#operations .table-container,#operations .responses-inner{padding:.75rem 1rem;margin:0}
#operations .table-container .table-container,#operations .opblock-section-request-body .opblock-description-wrapper .table-container,#operations .opblock-description-wrapper .opblock-description-wrapper{padding:0}
#operations .opblock-body h5{margin:.75rem 0 .25rem}
#operations .opblock-section-header{padding:.5rem 1rem}
#operations .opblock-summary-method{min-width:4rem}
#operations .scheme-container{margin:0}
#operations .auth-wrapper,#operations .auth-wrapper .authorize{margin:0;padding-inline-start:1rem}
#operations .json-schema-form-item{display:flex;gap:.5rem;align-items:center}
#operations .json-schema-form-item input,#operations .opblock-body input,#operations .opblock-body select,#operations .opblock-body textarea{width:100%;max-width:100%;min-width:0}
#operations .json-schema-form-item-remove{flex:none;margin:0}
#operations .try-out{padding:0}
}`.replaceAll(/\n/g, "");
