import { runRenewalDemo } from './run-renewal-demo';

runRenewalDemo((line) => process.stdout.write(`${line}\n`)).catch((error: unknown) => {
  process.stderr.write(
    `\nThe demonstration failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
