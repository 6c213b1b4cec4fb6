import { splitWords } from './words.ts';

/** A request as it was typed. */
export interface TypedRequest {
  method: string;
  /** A URL, or a path on the door in use. */
  target: string;
  fields: [name: string, value: string][];
  body?: string;
  /** Trust the lab's certificate authority. */
  trustLab: boolean;
}

/** Switches of curl that change nothing here; both the answer's head and its content are always shown. */
const IGNORED = new Set([
  '-i',
  '-v',
  '-s',
  '-S',
  '-sS',
  '-si',
  '-is',
  '-sv',
  '-vs',
  '--include',
  '--verbose',
  '--silent',
  '--noproxy',
  // The lab's own name server says where a name leads to.
  '--resolve',
]);
const WITH_VALUE = new Set(['--noproxy', '--resolve']);

/**
 * Reads `METHOD target [Name:value]… [content]`, or a `curl` command with its usual switches. Content begins with `{`,
 * `[` or `<` and takes the rest of the line, or comes with `-d`. Answers a sentence when the line is no request.
 */
export function parseRequest(line: string): TypedRequest | { problem: string } {
  const words = splitWords(line);
  const first = words[0]?.word ?? '';
  const isCurl = first === 'curl';
  const request: TypedRequest = { method: isCurl ? 'GET' : first, target: '', fields: [], trustLab: false };
  let chosen = !isCurl;
  for (let n = 1; n < words.length; n++) {
    const { word, at } = words[n]!;
    const value = () => words[++n]?.word ?? '';
    if (word === '-X' || word === '--request') {
      request.method = value();
      chosen = true;
    } else if (word === '-I' || word === '--head') {
      request.method = 'HEAD';
      chosen = true;
    } else if (word === '-H' || word === '--header') addField(request, value());
    else if (word === '-b' || word === '--cookie') request.fields.push(['Cookie', value()]);
    else if (word === '-u' || word === '--user') {
      request.fields.push(['Authorization', `Basic ${Buffer.from(value()).toString('base64')}`]);
    } else if (/^(-d|--data|--data-raw|--data-urlencode|--json)$/.test(word)) {
      const piece = value();
      request.body = request.body === undefined ? piece : `${request.body}&${piece}`;
      defaultField(
        request,
        'Content-Type',
        word === '--json' ? 'application/json' : 'application/x-www-form-urlencoded',
      );
      if (!chosen) request.method = 'POST';
    } else if (word === '--cacert') {
      request.trustLab = true;
      if (isCurl) value();
    } else if (IGNORED.has(word)) {
      if (WITH_VALUE.has(word)) value();
    } else if (word.startsWith('-')) {
      return {
        problem: `${word} is not known here. Use a header as Name:value, -H, -d, -u, -b or --cacert.`,
      };
    } else if (request.target === '') request.target = word;
    else if (/^[{[<]/.test(line[at]!)) {
      request.body = line.slice(at).trim();
      defaultField(request, 'Content-Type', /^</.test(request.body) ? 'application/xml' : 'application/json');
      break;
    } else if (!addField(request, isCurl ? word : asTyped(line.slice(at, words[n + 1]?.at).trim(), word))) {
      const before = words[n - 1]!.word;
      return { problem: strayWord(word, before === request.target ? '' : before) };
    }
  }
  if (request.target === '') return { problem: `Name what to ask for: ${request.method} /path` };
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(request.method))
    return { problem: `"${request.method}" cannot be a method.` };
  return request;
}

/** What a word may have been meant as that is neither header nor content; `before` is the header before it, if any. */
function strayWord(word: string, before: string): string {
  const short = (text: string) => (text.length > 24 ? `${text.slice(0, 23)}…` : text);
  if (/^[!#$%&'*+.^_`|~0-9A-Za-z-]+:/.test(before))
    return `A value with a space in it goes into quotation marks, with its name: "${before} ${short(word)}"`;
  if (/^[\w.-]+=/.test(word)) return `A field of a form comes with -d: -d ${short(word)}`;
  return `"${word}" is neither a header (Name:value) nor content (which begins with { or [ or <, or comes with -d).`;
}

/**
 * A header word with its quotation marks where they belong to the value, as in `If-Match:"a1"`: here is no shell to hide them
 * from. (RFC 9110 §8.8.3; for `Idempotency-Key`, an Internet-Draft.)
 */
function asTyped(raw: string, word: string): string {
  return /^(if-match|if-none-match|if-range|idempotency-key):(W\/)?"[^"]*"$/i.test(raw) ? raw : word;
}

/** `Name: value` or `Name:value`; later ones of the same name are sent as well. Answers false for anything else. */
function addField(request: TypedRequest, text: string): boolean {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)$/s.exec(text) ?? [];
  if (name === undefined || /[\r\n]/.test(value!)) return false;
  if (name.toLowerCase() === 'content-type') {
    request.fields = request.fields.filter(([each]) => each.toLowerCase() !== 'content-type');
  }
  request.fields.push([name, value!]);
  return true;
}

function defaultField(request: TypedRequest, name: string, value: string): void {
  if (!request.fields.some(([each]) => each.toLowerCase() === name.toLowerCase()))
    request.fields.push([name, value]);
}
