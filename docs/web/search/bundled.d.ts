declare module "book" {
  export const book: import("./book.ts").Book;
}
