import { serveMember } from './serve-member';
import { services } from './services';

serveMember(services);
