export * from './sqlite.personal-data';
