import { DONE, notYet, type Verdict } from '../../../src/lab/verdict.ts';
import { exchanges, type WireEvent } from '../../../src/lab/wire.ts';
import { errorsOf, operationOf, pathsOf } from './graphql-ways.ts';
import { byGraphql, byRest, bySoap, type Screen, tell } from './screen.ts';
import { reasonOf } from './soap-ways.ts';

/** The screen by REST: the book, then its author, and nothing else. */
export function restRead(screen: Screen) {
  return (events: readonly WireEvent[]): Verdict => {
    const expected = `a GET of /books/${screen.book}, and right after it a GET of its author`;
    const rule = 'the task: two requests are enough; the Link field says where the author is (RFC 8288 §3)';
    if (byRest(events, screen)) return DONE;
    const asked = exchanges(events, 'rest');
    const last = asked.at(-1);
    if (!last) return notYet(expected, 'no request to rest yet', rule);
    const got = (target: string) =>
      asked.some((each) => each.method === 'GET' && each.status === 200 && each.target === target);
    const [book, author] = [got(`/books/${screen.book}`), got(`/authors/${screen.author}`)];
    if (book && author) {
      return notYet(
        expected,
        `both, among ${asked.length} requests; do it again without the others between`,
        rule,
      );
    }
    if (last.status !== 200 || last.method !== 'GET') return notYet(expected, tell(last), rule);
    if (book) return notYet(expected, 'the book; its author is still missing', rule);
    if (author) return notYet(expected, 'an author, before any book that would have named them', rule);
    return notYet(expected, `${tell(last)}; that is not the book of the day`, rule);
  };
}

const WANTED = ['book.author.name', 'book.title'];

/** The screen by GraphQL: one POST with a variable, for these two fields. */
export function graphqlRead(screen: Screen) {
  return (events: readonly WireEvent[]): Verdict => {
    const expected = 'one POST to /graphql that asks for book{title author{name}} with the id as a variable';
    const rule = 'the task; GraphQL §5.8 on variables, GraphQL over HTTP (draft), section POST';
    const asked = exchanges(events, 'graphql');
    const good = asked.filter((each) => byGraphql([each], screen));
    for (const each of good) {
      const operation = operationOf(each);
      const paths = operation ? pathsOf(operation).sort() : [];
      if (operation?.variableDefinitions?.length && paths.join() === WANTED.join()) return DONE;
    }
    const last = asked.at(-1);
    if (!last) return notYet(expected, 'no request to graphql yet', rule);
    const operation = operationOf(last);
    if (last.status === 415) {
      return notYet(expected, `${tell(last)}: its content is not marked as application/json`, rule);
    }
    if (good.includes(last) && operation) {
      const more = pathsOf(operation).filter((path) => !WANTED.includes(path));
      if (more.length > 0) return notYet(expected, `the screen, and besides it ${more.join(', ')}`, rule);
      return notYet(expected, 'the screen, with the id written into the query and not in a variable', rule);
    }
    if (last.method !== 'POST') return notYet(expected, tell(last), rule);
    const [error] = errorsOf(last);
    if (error) return notYet(expected, `${tell(last)}: ${error.message}`, rule);
    if (operation?.operation === 'query') {
      return notYet(
        expected,
        `an answer with ${pathsOf(operation).join(', ')}, which is not this book's screen`,
        rule,
      );
    }
    return notYet(expected, tell(last), rule);
  };
}

/** The screen by SOAP: one envelope. */
export function soapRead(screen: Screen) {
  return (events: readonly WireEvent[]): Verdict => {
    const expected = `one POST to /soap with an Envelope whose Body asks GetBookPage for the id ${screen.book}`;
    const rule = 'SOAP 1.2 Part 1 §5: an Envelope, an optional Header, a Body';
    if (bySoap(events, screen)) return DONE;
    const last = exchanges(events, 'soap').at(-1);
    if (!last) return notYet(expected, 'no request to soap yet', rule);
    if (last.status === 415) {
      return notYet(
        expected,
        `${tell(last)}: its content is not marked as application/soap+xml`,
        'SOAP 1.2 Part 2 §7.1.4: the media type over HTTP',
      );
    }
    const reason = reasonOf(last);
    if (reason) return notYet(expected, `${tell(last)}: ${reason}`, rule);
    return notYet(expected, last.status === 200 ? 'an answer about another book' : tell(last), rule);
  };
}
