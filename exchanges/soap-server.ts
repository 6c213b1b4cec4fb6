import type { RequestListener } from 'node:http';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { bodyOf, reply } from './http.ts';

const ENVELOPE = 'http://www.w3.org/2003/05/soap-envelope';

/** A failure as SOAP 1.2 reports it. */
class Fault extends Error {
  readonly code: string;
  constructor(code: string, reason: string) {
    super(reason);
    this.code = code;
  }
}

const children = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1);

/** Checks an envelope by the rules of SOAP 1.2, part 1. @returns the first element of its Body. @throws Fault */
function open(text: string): Element {
  if (/<!DOCTYPE/.test(text)) throw new Fault('Sender', 'A message must not have a DTD.');
  const root = new DOMParser().parseFromString(text, 'text/xml').documentElement!;
  if (root.namespaceURI !== ENVELOPE) throw new Fault('VersionMismatch', 'Only SOAP 1.2 is understood.');
  for (const part of children(root).filter(({ localName }) => localName === 'Header')) {
    for (const block of children(part)) {
      if (['true', '1'].includes(block.getAttributeNS(ENVELOPE, 'mustUnderstand') ?? ''))
        throw new Fault('MustUnderstand', `${block.localName} is not understood.`);
    }
  }
  const body = children(root).find(({ localName }) => localName === 'Body');
  if (!body) throw new Fault('Sender', 'There is no Body.');
  return children(body)[0]!;
}

/** Writes a Fault with the layout of the lesson. */
const write = ({ code, message }: Fault): string => `<env:Fault>
 <env:Code><env:Value>env:${code}</env:Value></env:Code>
 <env:Reason>
  <env:Text xml:lang="en">${message}</env:Text>
 </env:Reason>
</env:Fault>`;

/**
 * A SOAP 1.2 service on a real XML parser that knows namespaces.
 * @param work what is done with the first element of the Body; may throw what `fault` makes.
 */
export function soapServer(work: (call: Element) => string): RequestListener {
  return async (request, response) => {
    let content: string;
    let status = 200;
    try {
      content = work(open(await bodyOf(request)));
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('Receiver', (error as Error).message);
      status = fault.code === 'Sender' ? 400 : 500;
      content = write(fault);
    }
    const envelope = `<env:Envelope xmlns:env="${ENVELOPE}">\n<env:Body>\n${content}\n</env:Body>\n</env:Envelope>`;
    reply(response, status, { 'Content-Type': 'application/soap+xml' }, envelope);
  };
}

/** A failure that the work of a service reports. */
export const fault = (code: string, reason: string): Error => new Fault(code, reason);
/** The text of the first element with this name. */
export const textOf = (call: Element, name: string): string =>
  call.getElementsByTagNameNS('*', name)[0]?.textContent ?? '';
