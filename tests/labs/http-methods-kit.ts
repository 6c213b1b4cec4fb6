import { expect, vi } from 'vitest';
import lab from '../../labs/http-methods/lab.ts';
import { Explored } from './kit.ts';

export const open = () => Explored.open('http-methods', lab);

/** The path in the answer's `Location`. */
export const locationIn = (answer: string) => /^location: (\S+)/im.exec(answer)![1]!;
/** The entity tag in an answer, with its quotation marks. */
export const tagIn = (answer: string) => /^etag: (\S+)/im.exec(answer)![1]!;
export const priceIn = (answer: string) => /"price":([\d.]+)/.exec(answer)![1]!;
/** Addresses of all books of a title, from a list. */
export const hrefs = (list: string, title: string) =>
  [...list.matchAll(/"href":"([^"]+)","title":"([^"]+)"/g)]
    .filter((each) => each[2] === title)
    .map((each) => each[1]!);

/** Waits until a task is done: an exchange is logged when the connection has taken its end. */
export async function done(explored: Explored, id: string) {
  await vi.waitFor(() => expect(explored.task(id).verdict).toEqual({ state: 'done' }));
}
