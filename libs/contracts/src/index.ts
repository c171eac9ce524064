export * from './vocabulary';
export * from './mailed-links';
export * from './published-fact';
export { finding, pickupPoint, reviewFacts } from './review/facts';
export * from './refusal-grounds';
export * from './rejection-catalogue';
export { intakeFacts } from './intake/facts';
export { issuanceFacts } from './issuance/facts';
export { notifyFacts } from './notify/facts';
