/** What a controller needs of a case's papers. It is apart from the rules, so that no decider loads a web server. */
export * from './documents.answers';
export * from './form.answers';
export * from './paper.problems';
export * from './paper.requests';
export * from './paper-tools.port';
export { PRINTOUT_WEIGHT, PrintoutDesk } from './printout-desk';
export { printoutSettings } from './printout-settings';
export { pageFile, pageTold } from './scans/page-answers';
export { ScanDesk } from './scans/scan-desk';
export { shownDocument } from './scans/shown-document';
export * from './possible-commands.answers';
export * from './timeline/timeline-desk';
export * from './timeline/timeline.answers';
