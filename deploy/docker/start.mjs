/** Starts the service that SERVICE names, in this process, so that a signal to stop reaches it. */
import { existsSync } from 'node:fs';

const service = process.env.SERVICE ?? '';
const entry = new URL(`../../services/${service}/dist/main.js`, import.meta.url);
if (!/^[a-z]+$/.test(service) || !existsSync(entry)) {
  console.error(`SERVICE must name one of the five services, not "${service}"`);
  process.exit(1);
}
await import(entry);
