import { escapeXml } from './xml.ts';

export const ENVELOPE = 'http://www.w3.org/2003/05/soap-envelope';

/** The codes of SOAP 1.2 (Part 1 §5.4.6), each with its status over HTTP (Part 2 §7, Table 20). */
export const STATUS_OF = {
  VersionMismatch: 500,
  MustUnderstand: 500,
  DataEncodingUnknown: 500,
  Sender: 400,
  Receiver: 500,
};
export type FaultCode = keyof typeof STATUS_OF;

/** Why a message is not processed. */
export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    reason: string,
    /** Header blocks of the answer, as XML. */
    readonly header = '',
  ) {
    super(reason);
  }
}

/** An envelope around XML. */
export function envelope(body: string, header = ''): string {
  const head = header && ` <env:Header>\n${header}\n </env:Header>\n`;
  return `<env:Envelope xmlns:env="${ENVELOPE}">\n${head} <env:Body>\n${body}\n </env:Body>\n</env:Envelope>\n`;
}

export function faultXml({ code, message, header }: Fault): string {
  const fault = `  <env:Fault>
   <env:Code><env:Value>env:${code}</env:Value></env:Code>
   <env:Reason>
    <env:Text xml:lang="en">${escapeXml(message)}</env:Text>
   </env:Reason>
  </env:Fault>`;
  return envelope(fault, header);
}
