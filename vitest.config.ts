import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Journeys start real processes; two cores run them slower than a laptop does.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
