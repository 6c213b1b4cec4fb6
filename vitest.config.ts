import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Journeys start real processes; two cores run them slower than a laptop does.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    // A real terminal on a busy machine may be late once. What is broken fails twice.
    retry: 1,
  },
});
