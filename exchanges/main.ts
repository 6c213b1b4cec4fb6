import { fileURLToPath } from 'node:url';
import { Course } from './course.ts';
import { playAll } from './play.ts';
import { report } from './report.ts';

/** `npm run exchanges [-- --check]`: plays every exchange, then rewrites the blocks that differ, or only names them. */
const course = new Course(fileURLToPath(new URL('..', import.meta.url)));
const failures = await playAll(course);
const check = process.argv.includes('--check');
process.stdout.write(report(course, failures));
if (!check) process.stdout.write(`${course.write()} blocks rewritten.\n`);
const wrong = course.differences.some((each) => check || each.course === undefined);
process.exitCode = wrong || failures.length > 0 ? 1 : 0;
