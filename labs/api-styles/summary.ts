import { exchanges, type HttpExchange, type WireEvent } from '../../src/lab/wire.ts';
import { byGraphql, byRest, bySoap, type Screen } from './tasks/screen.ts';

/** What the learner's own requests cost: for the screen, and in all. */
export function summaryFor(screen: Screen) {
  return (events: readonly WireEvent[]): string => {
    const one = (found: HttpExchange | undefined) => (found ? [found] : []);
    const ways: [string, HttpExchange[], HttpExchange[]][] = [
      ['REST', byRest(events, screen) ?? [], exchanges(events, 'rest')],
      ['GraphQL', one(byGraphql(events, screen)), exchanges(events, 'graphql')],
      ['SOAP 1.2', one(bySoap(events, screen)), exchanges(events, 'soap')],
    ];
    const unseen = ways.some(([, asked]) => asked.length === 0);
    return `What your own requests cost. Bytes are those of the contents, sent + received; header fields come on top.${unseen ? ' Where there is a dash, it was in an earlier run.' : ''}

| the screen | trips | bytes |
|---|---|---|
${ways.map(([name, asked]) => row(name, asked)).join('\n')}

| in all | trips | bytes |
|---|---|---|
${ways.map(([name, , all]) => row(name, all)).join('\n')}

The two answers of REST carried \`max-age=300\`: a client with a cache would not ask again for five minutes. The two POSTs would go out again.

**Keep:** Count trips, bytes and the work behind the wall; a saving in one of them says nothing about the others.
`;
  };
}

function row(name: string, asked: HttpExchange[]): string {
  const sum = (side: 'in' | 'out') => asked.reduce((total, { bytes }) => total + bytes[side], 0);
  return asked.length > 0
    ? `| ${name} | ${asked.length} | ${sum('in')} + ${sum('out')} |`
    : `| ${name} | – | – |`;
}
