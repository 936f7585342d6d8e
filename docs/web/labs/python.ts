/** Python as coloured text: pieces with the classes that Pygments gives them in the page's own cells. */

/** A piece of a row: its text, and the class of its colour. */
export type Piece = readonly [text: string, name: string];

const KEYWORDS = new Set("and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(" "));
const WORDS = new Set(["and", "in", "is", "not", "or"]);
const CONSTANTS = new Set(["False", "None", "True"]);
const BUILTINS = new Set("abs all any bool dict dir divmod enumerate filter float format getattr hasattr id int isinstance issubclass iter len list map max min next object open pow print property range repr reversed round set setattr sorted staticmethod str sum super tuple type vars zip".split(" "));
const ERRORS = /^[A-Z]\w*(Error|Exception|Warning|Iteration|Exit|Interrupt)$/;

/** One token; the tail of the alternatives takes any sign, so that all of a text is in some token. */
const TOKEN =
  /(?<comment>#[^\n]*)|(?<string>[rbfuRBFU]{0,2}(?:"""(?:\\[^]|[^\\])*?(?:"""|(?![^]))|'''(?:\\[^]|[^\\])*?(?:'''|(?![^]))|"(?:\\[^]|[^"\\\n])*"?|'(?:\\[^]|[^'\\\n])*'?))|(?<number>(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?j?|0[xXbBoO][\da-fA-F_]+)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<decorator>(?<=^[ \t]*)@[\w.]+)|(?<operator>[-+*/%@&|^~<>=!]+|\.)|(?<bracket>[()[\]{}])|(?<mark>[,:;])|(?<rest>\s+|[^])/gmuy;

const MOST = 30_000; // signs that are coloured and numbered; more would be slow at every key
const CLASSES: Record<string, string> = { comment: "c1", string: "s2", number: "mi", decorator: "nd", operator: "o", bracket: "p", mark: "p", rest: "" };
const KINDS = [...Object.keys(CLASSES), "name"];
const PARTNERS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

/** The rows of a text, each in coloured pieces; one for all, where that is too long. Brackets without a partner have the class of an error. */
export function rows(text: string): Piece[][] {
  if (text.length > MOST) return [[[text, "n"]]];
  const made: Piece[][] = [[]];
  const all = [...tokens(text)];
  const lone = unpaired(all);
  for (const token of all) {
    const { piece } = token;
    const colour = lone.has(token) ? "err" : token.name;
    piece.split("\n").forEach((part, i) => {
      if (i) made.push([]);
      if (part) made.at(-1)!.push([part, colour]);
    });
  }
  return made;
}

interface Token {
  piece: string;
  kind: string;
  name: string;
}

/** The tokens of a text, which together are all of it. */
export function* tokens(text: string): Generator<Token> {
  let before = "";
  for (const { 0: piece, groups } of text.matchAll(TOKEN)) {
    const kind = KINDS.find((one) => groups![one] !== undefined)!;
    const name = kind === "name" ? nameOf(piece, before) : CLASSES[kind]!;
    if (kind !== "rest" || piece.trim()) before = piece;
    yield { piece, kind, name };
  }
}

/** The class of a name, which may depend on what stands before it. */
function nameOf(piece: string, before: string): string {
  if (before === "def") return "nf";
  if (before === "class") return "nc";
  if (before === ".") return "n";
  if (CONSTANTS.has(piece)) return "kc";
  if (piece === "import" || piece === "from") return "kn";
  if (KEYWORDS.has(piece)) return WORDS.has(piece) ? "ow" : "k";
  if (piece === "self" || piece === "cls") return "bp";
  if (ERRORS.test(piece)) return "ne";
  return BUILTINS.has(piece) ? "nb" : "n";
}

/** The brackets without a partner. */
function unpaired(all: readonly Token[]): Set<Token> {
  const open: Token[] = [];
  const lone = new Set<Token>();
  for (const token of all) {
    if (token.kind !== "bracket") continue;
    const partner = PARTNERS[token.piece];
    if (!partner) open.push(token);
    else if (open.at(-1)?.piece === partner) open.pop();
    else lone.add(token);
  }
  return new Set([...lone, ...open]);
}
