import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Author, type Book, type Library, stockOf } from '../library.ts';

/** Books in one answer, at most. */
const MOST_BOOKS = 20;

const SCHEMA = `
type Query {
  "One book, or null when there is none."
  book(id: ID!): Book
  books(first: Int = 10): [Book!]!
}
type Mutation {
  "Sets a book aside, and answers it."
  reserve(bookId: ID!): Book
}
type Book {
  id: ID!
  title: String!
  pages: Int!
  "May be null: it is counted by another service."
  stock: Int
  author: Author
}
type Author {
  id: ID!
  name: String!
  born: Int!
  "Never null, says the schema."
  email: String!
  books: [Book!]!
}`;

export const schema: GraphQLSchema = buildSchema(SCHEMA);

/** The functions behind the top-level fields (resolvers); the objects that they answer have one per field of theirs. */
export function resolvers(library: Library) {
  const { books, authors, reserved } = library;
  const bookOf = (book: Book) => ({
    ...book,
    stock: () => stockOf(book),
    author: () => authorOf(authors.get(book.author)!),
  });
  const authorOf = (author: Author): object => ({
    ...author,
    email: () => {
      throw new GraphQLError('The address book is locked.');
    },
    books: () => [...books.values()].filter((book) => book.author === author.id).map(bookOf),
  });
  const find = (id: string) => (books.has(Number(id)) ? bookOf(books.get(Number(id))!) : null);
  return {
    book: ({ id }: { id: string }) => find(id),
    books({ first }: { first: number }) {
      if (first < 0 || first > MOST_BOOKS) throw new GraphQLError(`first must be from 0 to ${MOST_BOOKS}.`);
      return [...books.values()].slice(0, first).map(bookOf);
    },
    reserve({ bookId }: { bookId: string }) {
      const book = find(bookId);
      if (book) reserved.add(Number(bookId));
      return book;
    },
  };
}
