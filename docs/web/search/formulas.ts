/** A formula in one line of text: the same as docs/_ext/formulas.py, of a formula in the page. */

const small = (signs: string, forms: string): ReadonlyMap<string, string> =>
  new Map([...signs].map((sign, index) => [sign, [...forms][index] ?? sign]));
const RAISED = small("0123456789+−()tn⊤′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵗⁿᵀ′*");
const LOWERED = small("0123456789+−()tik", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₜᵢₖ");
const ACCENTS: Readonly<Record<string, string>> = { "ˆ": "\u0302", "^": "\u0302", "ˉ": "\u0304", "‾": "\u0304", "˙": "\u0307", "¨": "\u0308" };
const SIGNS: Readonly<Record<string, string>> = { "\u2061": " ", ",": ", ", "∣": "|", "∥": "‖", "∗": "*" };
const SPACED = "=≠≈<>≤≥≪≫≺≻←→↦∈∉⟺⟹:";

/** Return a MathML element as text: `vₜ = βvₜ₋₁+gₜ`, `1/(1−β)`. */
export const readable = (node: Element): string => line(node).split(/\s+/).filter(Boolean).join(" ");

const line = (node: Element): string => {
  const parts = Array.from(node.children, line);
  const [first = "", second = "", third = ""] = parts;
  switch (node.localName) {
    case "annotation":
      return "";
    case "mi": case "mn": case "mo": case "mtext": {
      const text = node.textContent ?? "";
      return text && SPACED.includes(text) ? ` ${text} ` : (SIGNS[text] ?? text);
    }
    case "mspace":
      return " ";
    case "mfrac":
      return `${grouped(first)}/${grouped(second)}`;
    case "msqrt":
      return `√${grouped(parts.join(""))}`;
    case "msup":
      return first + set(second, "^", RAISED);
    case "msub": case "munder":
      return first + set(second, "_", LOWERED);
    case "msubsup": case "munderover":
      return first + set(second, "_", LOWERED) + set(third, "^", RAISED);
    case "mover":
      return first + (ACCENTS[second] ?? "");
    case "mtd":
      return `${parts.join("")} `;
    case "mtr":
      return `${parts.join("").trim()}; `;
    case "mtable":
      return parts.join("").replace(/^[; ]+|[; ]+$/g, "");
    default:
      return row(node, parts);
  }
};

/** A fraction before a factor is put into brackets. */
const row = (node: Element, parts: readonly string[]): string =>
  parts
    .map((part, index) => {
      const factor = /^[\p{L}\p{N}([√]/u.test(parts[index + 1] ?? "");
      return node.children[index]?.localName === "mfrac" && factor ? `(${part})` : part;
    })
    .join("");

const isWord = (text: string): boolean => /^[\p{L}\p{N}]+$/u.test(text);

const grouped = (text: string): string => (isWord(text.trim()) ? text.trim() : `(${text.trim()})`);

const set = (text: string, mark: string, forms: ReadonlyMap<string, string>): string => {
  const signs = [...text.replaceAll(" ", "")];
  if (signs.every((sign) => forms.has(sign))) return signs.map((sign) => forms.get(sign)).join("");
  const tight = signs.join("");
  return mark + (isWord(tight) || signs.length === 1 ? tight : `(${tight})`);
};
