// The words of a Chinese text, by the dictionary that comes with node: a JSON string a line in, a list a line out.
import { createInterface } from "node:readline";

const words = new Intl.Segmenter("zh", { granularity: "word" });

for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(Array.from(words.segment(JSON.parse(line)), ({ segment }) => segment)));
