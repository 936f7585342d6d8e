/** A lab with somebody's code as a link: `#lab=zoo-1&code=…`, the code compressed. */

export interface Shared {
  lab: string;
  /** Null if it cannot be read. */
  code: string | null;
}

const MOST = 200_000; // characters; more than this is no code of a reader
const ROWS = 2_000; // lines, each of which takes the page some time to show

/** The address of this page with a lab and its code. */
export async function link(lab: string, code: string): Promise<string> {
  return `${location.href.split("#")[0]}#lab=${encodeURIComponent(lab)}&code=${await packed(code)}`;
}

/** What the address of this page shares, if anything. */
export async function shared(hash = location.hash): Promise<Shared | null> {
  const query = new URLSearchParams(hash.slice(1));
  const lab = query.get("lab");
  if (lab === null) return null;
  return { lab, code: await unpacked(query.get("code") ?? "").catch(() => null) };
}

async function packed(text: string): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const signs = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Text from a link; a few bytes that would become millions of signs are stopped on their way. */
async function unpacked(code: string): Promise<string> {
  const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
  let text = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += part.value;
    if (text.length > MOST) throw new Error("too long");
  }
  if (!text) throw new Error("empty");
  if (text.split("\n").length > ROWS) throw new Error("too many lines");
  return text;
}
