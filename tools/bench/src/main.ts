import { run as commands } from './commands.bench';
void (async () => {
  for (const f of await commands())
    console.log(Math.round(f.value), Math.round(f.limit!), (f.value / f.limit!).toFixed(2));
})();
