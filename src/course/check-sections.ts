import { diagramProblems } from './diagram.ts';
import type { ReadModule } from './read.ts';
import type { Report } from './report.ts';

/** Widest line of a fenced block, in cells. */
const FENCE_WIDTH = 76;

/** Rules for lessons that a schema cannot say. */
export function checkSections({ module, files }: ReadModule, report: Report): void {
  const objectives = new Set(module.objectives.map(({ id }) => id));
  const slugs = new Set<string>();
  for (const section of module.sections) {
    const { file, lines, locate } = files.get(section.slug)!;
    const say = (line: number, message: string) => report(file, { line, column: 1 }, message);
    if (slugs.has(section.slug)) say(1, `Two sections have the slug "${section.slug}". Rename one of them.`);
    slugs.add(section.slug);
    section.objectives.forEach((id, index) => {
      if (objectives.has(id)) return;
      const place = locate(['objectives', index]);
      report(file, place, `The module has no objective ${id}. Add it to module.yaml or drop it here.`);
    });
    for (const { line, message } of diagramProblems(section.text, FENCE_WIDTH)) say(lines + line, message);
  }
}
