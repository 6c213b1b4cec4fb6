import { activation } from './activation.ts';
import { halfLife } from './half-life.ts';
import { performanceEquation } from './performance.ts';
import type { Truth } from './truth.ts';

export const TRUTHS: Truth[] = [activation, performanceEquation, halfLife];
