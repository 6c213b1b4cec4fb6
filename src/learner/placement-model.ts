import { type Evidence, sectionKnown, sectionLikelihood, shareAt } from './placement-curve.ts';
import type { PlacementUnit } from './placement-items.ts';

/**
 * What answers say of a learner, by Bayes' rule on a grid. The level in a module is the learner's ability plus the
 * module's offset; a section differs a little from its module. Offsets hang together along the modules' needs: who knows
 * a module mostly knows what it builds on. As the needs form a tree, messages from its leaves to its roots and back
 * (Pearl 1988) give the exact posterior for each ability and each kind of learner.
 */
export interface Belief {
  units: UnitBelief[];
  /** Chance of each level of `LEVELS`, by unit. */
  levels: Float64Array[];
}

export interface UnitBelief {
  /** Expected share of the module's sections that are known, from 0 to 1. */
  share: number;
  /** Chance, from 0 to 1, that at least `ENOUGH` of the sections are known. */
  known: number;
}

/** The share of its sections from which on a module counts as known. */
export const ENOUGH = 0.7;

/** Distance of neighbouring points of the grid, in logits. */
const GRID = 0.5;
const ABILITIES = grid(4);
const OFFSETS = grid(4);
const COUNT = OFFSETS.length;
/** All sums of an ability and an offset. */
export const LEVELS = grid(8);

/**
 * What learners are like before anything is asked: means and spreads in logits. A module stands mostly where the one
 * stands that it builds on; with some chance it is where somebody stopped, or has nothing to do with the other.
 */
const PRIOR = {
  ability: { mean: -0.3, spread: 1.8 },
  root: { mean: 0, spread: 1.2 },
  alike: { inertia: 0.9, spread: 0.6 },
  stopped: { spread: 0.8 },
  apart: { mean: 0, spread: 2 },
};

/**
 * Two kinds of learners, `weight` of each. Most go on nearly everywhere, as far as their ability reaches. Others have
 * come just so far, as in a course that they left in the middle: most of what builds on the last that they know is
 * unknown, which says little of what lies before it. `stopped` and `apart` are chances for each step along the needs, the
 * rest is alike; `low` is where a module stands at which they stopped.
 */
const KINDS = [
  { weight: 0.6, stopped: 0.08, apart: 0.1, low: -2.5 },
  { weight: 0.4, stopped: 0.5, apart: 0.05, low: -3 },
];

const abilityPrior = bell(ABILITIES, PRIOR.ability);
const rootPrior = bell(OFFSETS, PRIOR.root);
/** By kind: chances of a module's offset, for each offset of the module that it builds on. */
const nextPriors = KINDS.map(({ stopped, apart, low }) => {
  const [stop, any] = [bell(OFFSETS, { ...PRIOR.stopped, mean: low }), bell(OFFSETS, PRIOR.apart)];
  return Array.from(OFFSETS, (parent) => {
    const near = bell(OFFSETS, { mean: PRIOR.alike.inertia * parent, spread: PRIOR.alike.spread });
    return near.map(
      (chance, index) => (1 - stopped - apart) * chance + stopped * stop[index]! + apart * any[index]!,
    );
  });
});
const shares = LEVELS.map(shareAt);
/** How much of each level's cell belongs to those who know enough. */
const enough = LEVELS.map((level) => {
  const share = [-0.25, 0.25].map((part) => shareAt(level + part * GRID) >= ENOUGH);
  return share.filter(Boolean).length / 2;
});

/** How well each level explains the answers given in one unit; undefined without any. */
export function explain(evidence: readonly Evidence[]): Float64Array | undefined {
  if (evidence.length === 0) return undefined;
  const sections = bySection(evidence);
  return LEVELS.map((level) => sections.reduce((chance, each) => chance * sectionLikelihood(each, level), 1));
}

/** The posterior, given for each unit what `explain` says of it. */
export function believe(
  units: readonly PlacementUnit[],
  explained: readonly (Float64Array | undefined)[],
): Belief {
  const levels = units.map(() => new Float64Array(LEVELS.length));
  const passes = KINDS.flatMap(({ weight }, kind) =>
    Array.from(ABILITIES, (_, ability) => ({
      pass: new Pass(units, explained, ability, nextPriors[kind]!),
      prior: weight * abilityPrior[ability]!,
    })),
  );
  const most = Math.max(...passes.map(({ pass }) => pass.logLikelihood));
  const weights = passes.map(({ pass, prior }) => prior * Math.exp(pass.logLikelihood - most));
  const total = weights.reduce((a, b) => a + b);
  for (const [index, { pass }] of passes.entries()) pass.spread(levels, weights[index]! / total);
  return {
    levels,
    units: levels.map((chances) => ({ share: dot(chances, shares), known: dot(chances, enough) })),
  };
}

/** Chance that a section is known, from 0 to 1; `evidence` are the answers to its own questions. */
export function believeSection(chances: Float64Array, evidence: readonly Evidence[]): number {
  if (evidence.length === 0) return dot(chances, shares);
  return chances.reduce((sum, chance, index) => sum + chance * sectionKnown(evidence, LEVELS[index]!), 0);
}

/**
 * Messages along the tree for one ability and kind. Tight loops over numbers, because choosing a question means to believe many
 * things for a moment.
 */
class Pass {
  logLikelihood = 0;
  /** By unit: how well each offset explains the answers in it and in all that builds on it; nothing: equally well. */
  private readonly below: (Float64Array | undefined)[];
  /** By unit: the same as a message to the unit that it builds on. */
  private readonly messages: (Float64Array | undefined)[] = [];

  constructor(
    private readonly units: readonly PlacementUnit[],
    explained: readonly (Float64Array | undefined)[],
    private readonly ability: number,
    private readonly nextPrior: readonly Float64Array[],
  ) {
    this.below = units.map((_, unit) => explained[unit]?.slice(ability, ability + COUNT));
    for (let unit = units.length - 1; unit >= 0; unit--) this.tellParent(unit);
  }

  /** Adds this ability's share of the posterior to the levels' chances. */
  spread(levels: Float64Array[], weight: number): void {
    const whole: Float64Array[] = [];
    for (let unit = 0; unit < this.units.length; unit++) {
      const { parent } = this.units[unit]!;
      const chances =
        parent < 0 ? rootPrior.slice() : fromParent(whole[parent]!, this.messages[unit], this.nextPrior);
      const below = this.below[unit];
      let total = 0;
      for (let offset = 0; offset < COUNT; offset++) {
        if (below) chances[offset]! *= below[offset]!;
        total += chances[offset]!;
      }
      const sums = levels[unit]!;
      for (let offset = 0; offset < COUNT; offset++) {
        chances[offset]! /= total;
        sums[this.ability + offset]! += weight * chances[offset]!;
      }
      whole.push(chances);
    }
  }

  private tellParent(unit: number): void {
    const below = this.below[unit];
    if (!below) return;
    // Likelihoods of many answers are tiny numbers, so their size is kept apart, as a logarithm.
    let scale = 0;
    for (let offset = 0; offset < COUNT; offset++) scale = Math.max(scale, below[offset]!);
    for (let offset = 0; offset < COUNT; offset++) below[offset]! /= scale;
    this.logLikelihood += Math.log(scale);
    const { parent } = this.units[unit]!;
    if (parent < 0) {
      this.logLikelihood += Math.log(dot(below, rootPrior));
      return;
    }
    const message = new Float64Array(COUNT);
    for (let from = 0; from < COUNT; from++) message[from] = dot(this.nextPrior[from]!, below);
    this.messages[unit] = message;
    const target = this.below[parent];
    if (!target) this.below[parent] = message.slice();
    else for (let offset = 0; offset < COUNT; offset++) target[offset]! *= message[offset]!;
  }
}

/** Chances of a unit's offset by all that is known outside of it; `message` is what it told its parent. */
function fromParent(
  parent: Float64Array,
  message: Float64Array | undefined,
  nextPrior: readonly Float64Array[],
): Float64Array {
  const result = new Float64Array(COUNT);
  for (let from = 0; from < COUNT; from++) {
    const chance = message ? parent[from]! / message[from]! : parent[from]!;
    const next = nextPrior[from]!;
    for (let to = 0; to < COUNT; to++) result[to]! += chance * next[to]!;
  }
  return result;
}

/** The evidence of each section on its own. */
export function bySection(evidence: readonly Evidence[]): Evidence[][] {
  const sections = new Map<string, Evidence[]>();
  for (const each of evidence) {
    sections.set(each.item.section, [...(sections.get(each.item.section) ?? []), each]);
  }
  return [...sections.values()];
}

function grid(end: number): Float64Array {
  return Float64Array.from({ length: (2 * end) / GRID + 1 }, (_, index) => index * GRID - end);
}

/** Chances of the points of a grid by a normal distribution. */
function bell(points: Float64Array, { mean, spread }: { mean: number; spread: number }): Float64Array {
  const weights = points.map((point) => Math.exp(-0.5 * ((point - mean) / spread) ** 2));
  const sum = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / sum);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
