import { ENVELOPE, Fault } from './fault.ts';
import { type Element, escapeXml, readXml, XmlProblem } from './xml.ts';

const NEXT = `${ENVELOPE}/role/next`;
const ULTIMATE = `${ENVELOPE}/role/ultimateReceiver`;

/** Reads a message up to its body, as its final receiver. Throws a Fault (SOAP 1.2 Part 1 §2.6 and §5). */
export function readMessage(text: string): Element {
  const root = parsed(text);
  if (root.name !== 'Envelope' || root.space !== ENVELOPE) {
    throw new Fault('VersionMismatch', 'The outermost element must be the Envelope of SOAP 1.2.', UPGRADE);
  }
  const [first, ...rest] = root.children;
  const header = first && isOurs(first, 'Header') ? first : undefined;
  const [body, ...more] = header ? rest : root.children;
  if (!body || !isOurs(body, 'Body') || more.length > 0) {
    throw new Fault('Sender', 'An Envelope holds an optional Header, then one Body, and nothing else.');
  }
  checkHeader(header?.children ?? []);
  const [content] = body.children;
  if (!content || body.children.length > 1) throw new Fault('Sender', 'The Body must hold one request.');
  return content;
}

/** Whether an element is the one of this name from the vocabulary of SOAP 1.2. */
function isOurs({ space, name }: Element, wanted: string): boolean {
  return space === ENVELOPE && name === wanted;
}

function parsed(text: string): Element {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlProblem) throw new Fault('Sender', error.message);
    throw error;
  }
}

/** Part 1 §2.4: before anything is done, every mandatory block for us must be one that we understand. There is none. */
function checkHeader(blocks: Element[]): void {
  if (blocks.some(({ space }) => space === '')) {
    throw new Fault('Sender', 'A header block must belong to a namespace.');
  }
  const missed = blocks.filter((block) => isForUs(block) && isMandatory(block));
  if (missed.length === 0) return;
  // Part 1 §5.4.8: says which; with a prefix of our own, as the sender's may mean something else here.
  const named = missed.map(
    ({ name, space }) => `  <env:NotUnderstood qname="n:${name}" xmlns:n="${escapeXml(space)}"/>`,
  );
  throw new Fault(
    'MustUnderstand',
    'A header block that must be understood is not known here.',
    named.join('\n'),
  );
}

function isForUs(block: Element): boolean {
  const role = attribute(block, 'role');
  return role === undefined || role === '' || role === NEXT || role === ULTIMATE;
}

function isMandatory(block: Element): boolean {
  const mark = attribute(block, 'mustUnderstand')?.trim();
  if (mark !== undefined && !['true', 'false', '1', '0'].includes(mark)) {
    throw new Fault('Sender', 'The value of mustUnderstand must be true or false.');
  }
  return mark === 'true' || mark === '1';
}

function attribute({ attributes }: Element, name: string): string | undefined {
  return attributes.find((each) => each.space === ENVELOPE && each.name === name)?.value;
}

/** Part 1 §5.4.7: which envelope would have been understood. */
const UPGRADE = `  <env:Upgrade>
   <env:SupportedEnvelope qname="env:Envelope"/>
  </env:Upgrade>`;
