/** What docs/_ext/search.py read off the written pages. */

export type Kind = "page" | "section" | "theorem" | "exercise" | "solution" | "term" | "api";

/** A place that a link leads to. In the edition with both languages, `chinese` stands beside `text`. */
export interface Entry {
  readonly page: number;
  readonly anchor: string;
  readonly kind: Kind;
  readonly title: string;
  readonly text: string;
  readonly chinese: string;
  readonly code: string;
}

export interface Page {
  readonly url: string;
  readonly title: string;
  readonly weight: number;
}

/** Words for one idea: the book's own, those of its readers, and the place that explains it. */
export interface Idea {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly see?: string | undefined;
}

export interface Book {
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
  readonly ideas: readonly Idea[];
  /** Traditional characters, and at the same places the simplified ones of the book. */
  readonly traditional: string;
  readonly simplified: string;
}
