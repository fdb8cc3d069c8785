/**
 * True when the text matches a pattern of IAM: `*` stands for any characters, `?` for one,
 * whatever it takes to encode it. Takes time in proportion to the product of the lengths at most.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const letters = pattern.includes("?") ? [...text] : text;
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let afterStar = 0;
  while (inText < letters.length) {
    const expected = pattern[inPattern];
    if (expected === "*") {
      star = inPattern++;
      afterStar = inText;
    } else if (expected === "?" || expected === letters[inText]) {
      inPattern++;
      inText++;
    } else if (star >= 0) {
      // Let the last star take one more character and try again.
      inPattern = star + 1;
      inText = ++afterStar;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") {
    inPattern++;
  }
  return inPattern === pattern.length;
}
