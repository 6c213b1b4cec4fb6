export interface Author {
  id: number;
  name: string;
  born: number;
}

export interface Book {
  id: number;
  title: string;
  pages: number;
  author: number;
}

/** What all three doors serve. */
export interface Library {
  books: Map<number, Book>;
  authors: Map<number, Author>;
  /** Ids of the books that have been reserved. */
  reserved: Set<number>;
  /** The book whose title and author the screen shows. */
  ofTheDay: Book;
}

const AUTHORS = [
  { name: 'Ines Holm', born: 1961 },
  { name: 'Pavel Oort', born: 1948 },
];
const BOOKS = [
  { title: 'Tidal Maps', pages: 212, by: 0 },
  { title: 'Harbours at Night', pages: 168, by: 0 },
  { title: 'A Short Walk to Oslo', pages: 96, by: 1 },
  { title: 'The Van Driver', pages: 304, by: 1 },
];

/** A library whose numbers are another learner's bad luck: `random` answers from 0 (inclusive) to 1. */
export function openLibrary(random: () => number): Library {
  const draw = numbers(random);
  const authors = AUTHORS.map((author): Author => ({ id: draw(), ...author }));
  const books = BOOKS.map(({ by, ...book }): Book => ({ id: draw(), ...book, author: authors[by]!.id }));
  return {
    books: new Map(books.map((book) => [book.id, book])),
    authors: new Map(authors.map((author) => [author.id, author])),
    reserved: new Set(),
    ofTheDay: books[0]!,
  };
}

/** Different numbers of two digits. */
function numbers(random: () => number): () => number {
  const left = Array.from({ length: 90 }, (_, n) => n + 10);
  return () => left.splice(Math.floor(random() * left.length), 1)[0]!;
}

/** The service that counts the stock. It is somebody else's, and it is down. */
export function stockOf(_book: Book): number {
  throw new Error('The stock service is down.');
}
