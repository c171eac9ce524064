export { certificatePlaces, providerOf } from './effect-ports';
export { issuanceModule } from './issuance.module';
export { lineTools, type LineTools } from './line-tools.port';
