// Writes the process's greatest resident memory, in KiB, to the file named by PEAK_MEMORY when it ends.
process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.PEAK_MEMORY, String(process.resourceUsage().maxRSS));
});
