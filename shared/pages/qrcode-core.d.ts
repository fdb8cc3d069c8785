/** The part of `qrcode` that computes, without the part that draws. */
declare module "qrcode/lib/core/qrcode.js" {
  interface Options {
    readonly errorCorrectionLevel: "M";
  }
  interface Code {
    readonly modules: { readonly size: number; readonly data: Uint8Array };
  }
  const core: { create(text: string, options: Options): Code };
  // biome-ignore lint/style/noDefaultExport: the module is CommonJS.
  export default core;
}
