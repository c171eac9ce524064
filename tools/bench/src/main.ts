import { runBenches } from './run-benches';

runBenches({ program: __filename, results: 'results.json' });
