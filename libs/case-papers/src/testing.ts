export * from './form/form.examples';
