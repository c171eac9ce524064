/** Exit code 0 where the service of this container can serve: asked by Docker, which has no client of its own. */
const port = process.env.PORT ?? 8080;
const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(4_000) });
process.exit(answer.ok ? 0 : 1);
