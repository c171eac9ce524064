import { runCommand } from './run-command';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever reads has seen enough (`npm run replay … | head`).
  if (error.code !== 'EPIPE') throw error;
});

void runCommand(process.argv.slice(2)).then(({ ok, text }) => {
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = ok ? 0 : 1;
});
