// Runs the journeys on each supported Node.js: npm run test:versions [-- 22 24]
import { spawnSync } from 'node:child_process';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24', '26'];
const failed = [];
for (const version of versions) {
  const node = ['-y', '-p', `node@${version}`];
  // The tests run on this Node.js; the program under test on the other one.
  const found = spawnSync('npx', [...node, 'node', '-p', 'process.execPath'], { encoding: 'utf8' });
  const path = found.stdout.trim().split('\n').pop();
  if (found.status !== 0 || !path) {
    console.error(`Node.js ${version} could not be fetched:\n${found.stderr}`);
    failed.push(version);
    continue;
  }
  console.log(`\nNode.js ${spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim()} (${version})`);
  const { status } = spawnSync('npx', ['vitest', 'run', 'tests/e2e'], {
    stdio: 'inherit',
    env: { ...process.env, TUTOR_NODE: path },
  });
  if (status !== 0) failed.push(version);
}
if (failed.length > 0) {
  console.error(`\nFailed on Node.js ${failed.join(', ')}.`);
  process.exitCode = 1;
}
