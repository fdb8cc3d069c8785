/** How an answer is compressed. */
export type Encoding = "br" | "gzip" | "identity";

/** The best of the encodings that `Accept-Encoding` allows (RFC 9110, 12.5.3). */
export function encodingFor(acceptEncoding: string | undefined): Encoding {
  const weights = new Map(
    (acceptEncoding ?? "").split(",").map((entry) => {
      const [name = "", ...parameters] = entry.split(";").map((text) => text.trim().toLowerCase());
      const weight = parameters.find((text) => text.startsWith("q="))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  const takes = (name: Encoding) => (weights.get(name) ?? weights.get("*") ?? 0) > 0;
  if (takes("br")) return "br";
  return takes("gzip") ? "gzip" : "identity";
}
