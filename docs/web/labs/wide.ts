/** Marks of Chinese input that Python does not read, turned into those it does, sign for sign, outside strings and comments. */

const MARKS: Record<string, string> = {
  ..."“\" ”\" ‘' ’' 。. 、, 【[ 】] 《< 》> −- –- ×* ÷/".split(" ").reduce((all, [wide, ours]) => ({ ...all, [wide!]: ours! }), {}),
  "\u3000": " ",
  "\u00a0": " ",
};
/** The wide mark that ends a quotation, and the one that begins it. */
const QUOTES: Record<string, readonly [end: string, begin: string]> = { '"': ["”", "“"], "'": ["’", "‘"] };

/** What a sign becomes; the wide forms of ASCII stand in one row, in its order. */
function narrow(sign: string): string {
  return MARKS[sign] ?? (sign >= "！" && sign <= "～" ? String.fromCharCode(sign.charCodeAt(0) - 0xfee0) : sign);
}

/** The text with all such marks turned; as long as before. */
export function narrowed(text: string): string {
  const signs = text.split("");
  for (let at = 0; at < signs.length; ) {
    const sign = (signs[at] = narrow(signs[at]!));
    if (sign === "#") at = found(signs, "\n", at);
    else if (QUOTES[sign]) at = endOfString(signs, at, sign);
    else at++;
  }
  return signs.join("");
}

/** Where the string that begins here ends. */
function endOfString(signs: string[], at: number, quote: string): number {
  if (signs[at + 1] === quote && signs[at + 2] === quote) {
    let end = at + 3;
    while (end < signs.length && !(signs[end] === quote && signs[end + 1] === quote && signs[end + 2] === quote)) end += signs[end] === "\\" ? 2 : 1;
    return end + 3;
  }
  const line = found(signs, "\n", at);
  const end = found(signs, quote, at + 1, line);
  return end < line ? end + 1 : endedWide(signs, at, line, quote);
}

/** A string that nothing ends: a wide mark that closes what no wide mark has opened is meant to. */
function endedWide(signs: string[], at: number, line: number, quote: string): number {
  const [closing, opening] = QUOTES[quote]!;
  let opened = 0;
  for (let i = at + 1; i < line; i++) {
    if (signs[i] === opening) opened++;
    if (signs[i] === closing && opened-- === 0) {
      signs[i] = quote;
      return i + 1;
    }
  }
  return line;
}

/** Where a sign stands next, not protected by a backslash; the end if nowhere. */
function found(signs: readonly string[], sign: string, from: number, end = signs.length): number {
  let at = from;
  while (at < end && signs[at] !== sign) at += signs[at] === "\\" && sign !== "\n" ? 2 : 1;
  return Math.min(at, end);
}

/** A text as Python reads it: also without signs that nobody sees, and without tabs before the code, which would not line up. */
export function tidied(text: string): string {
  return narrowed(text).replace(/[\u200b\u2060\ufeff]/g, "").replace(/^[ \t]*\t[ \t]*/gm, (indent) => indent.replaceAll("\t", "    "));
}
