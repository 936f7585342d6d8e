/** The parameters of an explorable: what they are, and their form in a link. */

import type { Text } from "./text.ts";

/** A number that a slider sets. */
export interface Range {
  kind: "range";
  label: Text;
  symbol?: string;
  min: number;
  max: number;
  /** Of the slider; in decades if it is logarithmic. */
  step: number;
  value: number;
  places?: number;
  log?: boolean;
  /** Only whole numbers; of itself where the step is one and the scale is not logarithmic. */
  whole?: boolean;
  /** Moved by a handle in a plot, so it has no slider of its own. */
  handle?: boolean;
  /** The largest value in a state, where that is less than max. */
  until?(values: Readonly<Record<string, number | string | boolean>>): number;
  /** Has a button that runs through it. */
  play?: Text;
}

/** One of several names. */
export interface Choice {
  kind: "choice";
  label: Text;
  options: Record<string, Text>;
  value: string;
}

/** Yes or no. */
export interface Flag {
  kind: "flag";
  label: Text;
  value: boolean;
}

export type Param = Range | Choice | Flag;
export type Params = Record<string, Param>;
export type Values<P extends Params> = {
  [K in keyof P]: P[K] extends Range ? number : P[K] extends Flag ? boolean : string;
};
type Value = number | string | boolean;

/** A number with the digits that its control shows, which are also those of a link. */
export function rounded({ log, whole, places = 2 }: Range, value: number): number {
  if (log) return whole ? Math.round(value) : Number(value.toPrecision(3));
  return Number(value.toFixed(places));
}

/** Read one value from a link; undefined if it is no value of this parameter. */
function read(param: Param, text: string): Value | undefined {
  if (param.kind === "range") {
    const whole = param.whole ?? (!param.log && Number.isInteger(param.step));
    const number = whole ? Math.round(Number(text)) : Number(text);
    const fits = text.trim() !== "" && number >= param.min && number <= param.max;
    return fits ? number : undefined;
  }
  if (param.kind === "flag") return text === "1" ? true : text === "0" ? false : undefined;
  return Object.hasOwn(param.options, text) ? text : undefined;
}

/** Write one value for a link. */
function write(param: Param, value: Value): string {
  if (param.kind === "range") return `${rounded(param, value as number)}`;
  return param.kind === "flag" ? `${Number(value)}` : `${value}`;
}

/** The values that the parameters have of themselves. */
export function defaults<P extends Params>(params: P): Values<P> {
  const pairs = Object.entries(params).map(([name, param]) => [name, param.value]);
  return Object.fromEntries(pairs) as Values<P>;
}

/** Read `eta=0.6&beta=0.5`; what is unknown or out of range is left out. */
export function parse<P extends Params>(params: P, text: string): Partial<Values<P>> {
  const found: Record<string, Value> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const known = Object.hasOwn(params, name) ? read(params[name]!, value) : undefined;
    if (known !== undefined) found[name] = known;
  }
  return found as Partial<Values<P>>;
}

/** Whether a link gives a parameter a value that it cannot take. */
export function broken(params: Params, text: string): boolean {
  return [...new URLSearchParams(text)].some(([name, value]) => Object.hasOwn(params, name) && read(params[name]!, value) === undefined);
}

/** Write the values that differ from others as `eta=0.6&beta=0.5`. */
export function format<P extends Params>(params: P, values: Values<P>, others: Values<P>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === others[name]) continue;
    query.set(name, write(params[name]!, value));
  }
  return query.toString();
}
