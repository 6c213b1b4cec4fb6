import sax from 'sax';

/** An element of a message, with its names resolved. */
export interface Element {
  /** The namespace; empty when there is none. */
  space: string;
  name: string;
  attributes: { space: string; name: string; value: string }[];
  children: Element[];
  /** The character data directly in it, joined. */
  text: string;
}

/** What is wrong with a document, as a sentence. */
export class XmlProblem extends Error {}

const DEEPEST = 30;

/** Reads a document. Throws XmlProblem when it is no well-formed XML, or has what no SOAP message may have. */
export function readXml(text: string): Element {
  const parser = sax.parser(true, { xmlns: true, strictEntities: true } as sax.SAXOptions);
  const open: Element[] = [];
  let root: Element | undefined;
  const add = (data: string) => {
    const last = open.at(-1);
    if (last) last.text += data;
  };
  parser.onerror = (error) => {
    throw new XmlProblem(`The content is no well-formed XML: ${error.message.split('\n')[0]}.`);
  };
  // SOAP 1.2 Part 1 §5 forbids both. The parser has read nothing that the declaration names, and never will.
  parser.ondoctype = () => {
    throw new XmlProblem('A SOAP message must not have a document type declaration (DTD).');
  };
  parser.onprocessinginstruction = ({ name }) => {
    if (name !== 'xml') throw new XmlProblem('A SOAP message must not have processing instructions.');
  };
  parser.onopentag = (tag) => {
    const { uri, local, attributes } = tag as sax.QualifiedTag;
    const element: Element = {
      space: uri,
      name: local,
      attributes: Object.values(attributes).map((each) => ({
        space: each.uri,
        name: each.local,
        value: each.value,
      })),
      children: [],
      text: '',
    };
    if (open.length >= DEEPEST) throw new XmlProblem(`More than ${DEEPEST} elements inside each other.`);
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  };
  parser.onclosetag = () => open.pop();
  parser.ontext = add;
  parser.oncdata = add;
  parser.write(text).close();
  if (!root) throw new XmlProblem('The content is no XML document.');
  return root;
}

/** Text as it stands in an element or an attribute. */
export function escapeXml(text: string): string {
  const named: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => named[character]!);
}
