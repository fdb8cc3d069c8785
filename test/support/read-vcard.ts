/** One property as a reader of vCards understands it. */
export interface VcardProperty {
  /** With its group, `item1.URL`. */
  readonly name: string;
  readonly parameters: readonly string[];
  /** Components parted by `;`, each a list parted by `,`, without escapes. */
  readonly value: readonly (readonly string[])[];
}

/** Properties whose value is an address, in which nothing is escaped. */
const ADDRESSES = /(^|\.)(URL|PHOTO)$/;

/**
 * A strict reader of vCard 3.0, written from RFC 2425 and RFC 2426 alone to judge the writer.
 * @throws Error for what those do not allow
 */
export function readVcard(card: string): VcardProperty[] {
  if (!card.endsWith("\r\n")) throw new Error("The last line has no end.");
  if (/\r(?!\n)|(?<!\r)\n/.test(card)) throw new Error("A line end that is not CR LF.");
  const unfolded = card.slice(0, -2).replaceAll(/\r\n[ \t]/g, "");
  const properties = unfolded.split("\r\n").map(readLine);
  const [first, second] = properties;
  if (first?.name !== "BEGIN" || second?.value[0]?.[0] !== "3.0") throw new Error("No vCard 3.0.");
  const ends = properties.filter(({ name }) => name === "END" || name === "BEGIN");
  if (ends.length !== 2 || properties.at(-1)?.name !== "END") throw new Error("Not one vCard.");
  return properties;
}

function readLine(line: string): VcardProperty {
  const match = /^((?:[\w-]+\.)?[A-Za-z-]+)((?:;[\w-]+=[\w-]+)*):(.*)$/s.exec(line);
  if (!match) throw new Error(`Not a property: ${line}`);
  const [, name = "", parameters = "", value = ""] = match;
  return {
    name,
    parameters: parameters.split(";").slice(1),
    value: ADDRESSES.test(name) ? [[value]] : components(value),
  };
}

function components(value: string): string[][] {
  const read: string[][] = [[""]];
  const put = (text: string) => {
    const list = read.at(-1) as string[];
    list.push(`${list.pop()}${text}`);
  };
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === ";") read.push([""]);
    else if (character === ",") read.at(-1)?.push("");
    else if (character === "\\") {
      at += 1;
      put(unescaped(value.charAt(at)));
    } else put(character);
  }
  return read;
}

function unescaped(character: string): string {
  if (/^[nN]$/.test(character)) return "\n";
  if (/^[\\,;]$/.test(character)) return character;
  throw new Error(`An escape that is none: ${character}`);
}
