import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';

const EVERY_US = 200;

/** Where the time goes between two moments, as a file that the developer tools of a browser read. */
export class Profile {
  private readonly session = new Session();

  async begin(): Promise<void> {
    this.session.connect();
    await this.session.post('Profiler.enable');
    await this.session.post('Profiler.setSamplingInterval', { interval: EVERY_US });
    await this.session.post('Profiler.start');
  }

  async end(file: string): Promise<void> {
    const { profile } = await this.session.post('Profiler.stop');
    writeFileSync(file, JSON.stringify(profile));
    this.session.disconnect();
  }
}
