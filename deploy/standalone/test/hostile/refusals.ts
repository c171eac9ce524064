import type { Answer, HttpClient, ProblemDocument, RequestOptions } from '@ekey/journeys';
import { Scene, type Case } from '@ekey/journeys/scene';
import { standaloneWorld, type StandaloneWorld } from '../standalone.world';

const SERVICES = ['intake', 'review', 'issuance', 'renewal', 'notify'] as const;

/** What a refusal has to be. `field`: the one that is to blame. */
export interface Expected {
  readonly status: number;
  readonly code: string;
  readonly field?: string;
  readonly fieldCode?: string;
}

/** A world in which hostile things are sent, with a case in the hands of its applicant. */
export class Ground {
  private constructor(
    readonly world: StandaloneWorld,
    readonly scene: Scene,
    readonly mine: Case,
  ) {}

  static async prepare(): Promise<Ground> {
    const world = await standaloneWorld();
    const scene = await Scene.set(world);
    const enterprise = await scene.applicant();
    const application = await enterprise.starts();
    return new Ground(world, scene, { enterprise, application });
  }

  /** The place of the case. */
  get place(): string {
    return `/api/intake/v1/applications/${this.mine.application.id}`;
  }

  /** How many facts callers have brought about: a refusal must add none. What follows from earlier ones is not counted. */
  async facts(): Promise<number> {
    const logs = SERVICES.map((service) => this.world.standalone.floor.service(service).eventStore.readAll(0, 100_000));
    return (await Promise.all(logs)).flat().filter(({ meta }) => meta.actor.kind !== 'service').length;
  }

  /** Sends, and checks that the answer is this refusal, told in both languages, and that nothing has changed. */
  async refuses(
    http: HttpClient,
    request: readonly [method: string, path: string, options?: RequestOptions],
    expected: Expected,
  ): Promise<ProblemDocument & Record<string, unknown>> {
    const [method, path, options = {}] = request;
    const before = await this.facts();
    const answer = await http.send<ProblemDocument & Record<string, unknown>>(method, path, options);
    const english = await http.send<ProblemDocument>(method, path, {
      ...options,
      headers: { ...options.headers, 'accept-language': 'en' },
    });
    isTold(answer, expected);
    expect(await this.facts()).toBe(before);
    expect(english.body.title).toBe(answer.body.messages.en);
    return answer.body;
  }
}

/** A problem document (RFC 9457) with its stable code, in Chinese unless English is asked for. */
export function isTold(answer: Answer<ProblemDocument>, { status, code, field, fieldCode }: Expected): void {
  const { body, headers } = answer;
  expect({ status: answer.status, code: body?.code }).toEqual({ status, code });
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(body).toMatchObject({ status, type: `urn:ekey:problem:${code}`, title: body.messages['zh-CN'] });
  expect(body.messages['zh-CN']).toMatch(/\p{Script=Han}/u);
  expect(body.messages.en).toMatch(/^[^\p{Script=Han}]+$/u);
  expect(JSON.stringify(body)).not.toMatch(/\bat .*\.[jt]s:\d|node_modules/);
  if (field === undefined) return;
  const blamed = body.errors?.find((error) => error.field === field) as
    { code: string; messages: ProblemDocument['messages'] } | undefined;
  expect(body.errors?.map((error) => error.field)).toContain(field);
  expect(blamed?.messages['zh-CN']).toMatch(/\p{Script=Han}/u);
  expect(blamed?.messages.en).toBeTruthy();
  if (fieldCode !== undefined) expect(blamed?.code).toBe(fieldCode);
}
