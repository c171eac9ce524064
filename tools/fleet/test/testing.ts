export * from './servers-of-run';
export * from './small-world';
