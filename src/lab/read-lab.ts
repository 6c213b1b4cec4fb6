import { parse } from 'yaml';
import { type LabText, labFile } from './manifest.ts';

/** Reads a lab.yaml of ours. Throws an Error that names the lab and what is wrong with its file. */
export function readLab(yaml: string, id: string): LabText {
  const read = labFile.safeParse(parse(yaml));
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`labs/${id}/lab.yaml: ${problems.join('; ')}`);
  }
  if (read.data.id !== id) throw new Error(`labs/${id}/lab.yaml: the id must be "${id}".`);
  return read.data;
}
