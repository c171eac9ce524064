/** Exit code 0 where the service of this container can serve: asked by Docker, which has no client of its own. */
const port = process.env.PORT ?? 8080;
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
  // Kept by Docker with the outcome: `docker inspect` says what is missing.
  console.log(await answer.text());
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(`nothing answers at port ${port}: ${error.cause?.code ?? error.message}`);
  process.exitCode = 1;
}
