import type { Block } from './places.ts';

/** Kinds of block that always show what one program gives another. */
const KINDS = ['http', 'xml', 'graphql', 'json', 'sql'];

/** Signs of raw exchanges in blocks of plain text. */
const SIGNS = [
  /\bHTTP\/\d/, // a first line
  /^[A-Z][A-Za-z-]*-[A-Z][A-Za-z-]*: \S/m, // a field
  /^(Age|Host|Cookie|Origin): \S/m,
  /^(id|event|data|retry): /m, // an event stream
  /^eyJ/m, // a token
  /^scrypt\$/m,
  /^([a-z]+ +)?([0-9a-f]{2} ){3}/m, // bytes
  /\\r\\n/,
  /\bIN +A\b|\bA \?$/m, // DNS
  /^(ERROR|DETAIL): /m, // PostgreSQL
  /^(curl:|npm error|Error:|listen E|connect E)/m,
  /^(SCAN|SEARCH) /m, // plans of SQLite
  /constraint failed/,
  /\b(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) +\/\S* .*\b[1-5]\d\d\b/, // one line of an access log
];

/** Whether a block claims to be what passed between programs. */
export const looksRaw = ({ info, text }: Block): boolean =>
  KINDS.includes(info) || (info === 'text' && SIGNS.some((sign) => sign.test(text)));
