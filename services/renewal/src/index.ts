export { renewalModule } from './renewal.module';
