export { certificatePlaces, issuanceModule } from './issuance.module';
