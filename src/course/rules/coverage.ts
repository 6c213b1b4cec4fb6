import { groupName, groupOf } from '../confusable.ts';
import { type Module, sectionOf } from '../model.ts';
import { inModule, questionsOf, type Rule } from './rule.ts';
import { misconceptionsOf, sourceTexts } from './texts.ts';

const FEWEST_PER_OBJECTIVE = 3;
/** A wrong answer that comes again and again is learned as "never right". */
const MOST_PER_MISCONCEPTION = 6;

/** Everything that a module declares is asked; every question and fact rests on something that can be opened. */
export const coverage: Rule = (modules, say) => {
  for (const read of modules) {
    const { module } = read;
    const { objectives, facts, misconceptions } = uses(module);
    module.objectives.forEach(({ id }, index) => {
      const times = objectives.get(id) ?? 0;
      if (times >= FEWEST_PER_OBJECTIVE) return;
      say(
        inModule(read, ['objectives', index]),
        `${id} is asked ${count(times)}; ask it at least three times`,
      );
    });
    module.facts.forEach(({ id }, index) => {
      if (!facts.has(id))
        say(inModule(read, ['facts', index]), `no question rests on ${id}; ask it or drop it`);
    });
    module.misconceptions.forEach(({ id }, index) => {
      const times = misconceptions.get(id) ?? 0;
      const place = inModule(read, ['misconceptions', index]);
      if (times === 0) say(place, `no wrong answer shows ${id}; use it in a question or drop it`);
      if (times > MOST_PER_MISCONCEPTION) {
        say(
          place,
          `${times} wrong answers show ${id}; after ${MOST_PER_MISCONCEPTION} learners know it as the wrong one`,
        );
      }
    });
    for (const section of module.sections) {
      const { file, locate } = read.files.get(section.slug)!;
      section.objectives.forEach((objective, index) => {
        const here = module.questions.some(
          (question) => question.objective === objective && sectionOf(question) === section.slug,
        );
        if (here) return;
        const place = { file, ...locate(['objectives', index]) };
        say(
          place,
          `no question of this section asks ${objective}, which its front matter promises; ask it or drop it`,
        );
      });
    }
    const groups = module.questions.map((question) => groupOf(module, question));
    module.confusable.forEach((terms, index) => {
      const group = groupName(module, index);
      if (groups.filter((each) => each === group).length >= 2) return;
      say(
        inModule(read, ['confusable', index]),
        `fewer than two questions name two of ${terms.join(', ')}, so reviews cannot put them side by side; ask for the difference, or drop the list`,
      );
    });
    if (module.facts.length === 0) continue;
    for (const { question, place } of questionsOf([read])) {
      if (question.facts.length === 0)
        say(place([]), `${question.id}: names no fact; say with facts: what its key rests on`);
    }
  }
};

/** Sources name a document that can be opened, and its part. */
export const sources: Rule = (modules, say) => {
  for (const { text, ...place } of sourceTexts(modules)) {
    const reason = sourceFault(text);
    if (reason) say(place, `the source "${text.slice(0, 40)}" ${reason}`);
  }
};

function sourceFault(source: string): string | undefined {
  if (
    /^\W*(?:todo|tbd|fixme|none|n\/?a|unknown|own knowledge|common knowledge|wikipedia|the internet)\b/i.test(
      source,
    ) ||
    !/\p{L}{2}/u.test(source)
  ) {
    return 'is none that a learner can open; name document and section';
  }
  // "RFC 9110 §15.4; RFC 9111" cites the second one as a whole.
  const whole = source.split(/;\s*/).find((part) => /^RFC \d+$/.test(part.trim()));
  return whole === undefined ? undefined : `names all of ${whole.trim()}; add the section (§)`;
}

/** How often each objective, fact and misconception of a module is used by its questions. */
export function uses(
  module: Pick<Module, 'questions'>,
): Record<'objectives' | 'facts' | 'misconceptions', Map<string, number>> {
  const tally = (ids: string[]) => {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
    return counts;
  };
  return {
    objectives: tally(module.questions.map(({ objective }) => objective)),
    facts: tally(module.questions.flatMap(({ facts }) => facts)),
    misconceptions: tally(
      module.questions.flatMap((question) =>
        misconceptionsOf(question).map(({ misconception }) => misconception),
      ),
    ),
  };
}

function count(times: number): string {
  return ['never', 'once', 'twice'][times] ?? `${times} times`;
}
