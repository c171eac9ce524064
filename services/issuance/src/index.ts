export { certificatePlaces, issuanceModule } from './issuance.module';
export { lineTools, type LineTools } from './line-tools.port';
