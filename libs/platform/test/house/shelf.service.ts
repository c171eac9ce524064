import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { CommandHandler } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { PersonalData } from '@ekey/personal-data';
import type { ViewStore } from '@ekey/views';
import {
  Answers,
  AnswersNothing,
  AnswersStored,
  atLeast,
  atLeastQuery,
  bilingual,
  Caller,
  clockEnvelope,
  Commands,
  DeciderHandler,
  defineService,
  Does,
  effect,
  EndedSessions,
  HttpIntent,
  Intent,
  logger,
  notFound,
  page,
  pageOf,
  pageQuery,
  PERSONAL_DATA,
  policy,
  problemsOf,
  SessionCookies,
  stored,
  StreamCommand,
  TakesFile,
  Weighs,
  VIEWS,
  type ClockDoor,
  type RightsTable,
  type ServiceDefinition,
} from '../../src';
import {
  alarm,
  shelf,
  shelfContents,
  shelfPublisher,
  whenABellIsPutThenRing,
  whenDynamiteIsPutThenRaiseTheAlarm,
  whenPublishedThenCloseTheShelf,
  type AlarmCommand,
  type AlarmEvent,
  type AlarmRejection,
  type Bell,
  type ShelfCommand,
  type ShelfEvent,
  type ShelfRejection,
} from './shelf';

const BELL = Symbol('Bell');
const CONTENTS = Symbol('ShelfContents');
type ShelfContentsView = ReturnType<typeof shelfContents>;

export class HandleShelf extends StreamCommand<ShelfCommand, ShelfEvent, ShelfRejection> {}
@CommandHandler(HandleShelf)
export class ShelfHandler extends DeciderHandler(shelf) {}

export class HandleAlarm extends StreamCommand<AlarmCommand, AlarmEvent, AlarmRejection> {}
@CommandHandler(HandleAlarm)
export class AlarmHandler extends DeciderHandler(alarm) {}

const problems = problemsOf<ShelfRejection>({
  NoShelf: { status: 404, zh: '没有这个架子。', en: 'There is no such shelf.' },
  ShelfStands: { status: 409, zh: '架子已存在。', en: 'The shelf stands already.' },
  ShelfIsClosed: { status: 409, zh: '架子已关闭。', en: 'The shelf is closed.' },
  ShelfIsFull: { status: 409, zh: '架子已满。', en: 'The shelf is full.' },
});

const THING_RULE = bilingual('物品名称须为 1–20 个字。', 'A thing has a name of 1–20 characters.');
const buildRequest = z.strictObject({
  owner: z.string().min(1).max(50),
  size: z.number().int().min(1).max(9).optional(),
});
const thingRequest = z.strictObject({
  thing: z.string({ error: THING_RULE }).min(1, THING_RULE).max(20, THING_RULE),
  tags: z.array(z.string().max(5)).max(3).optional(),
});
const shelfQuery = z.strictObject({ ...atLeastQuery });
const shelvesQuery = z.strictObject({ ...pageQuery, open: z.enum(['0', '1']).optional() });
const builtShelf = z.object({ id: z.string() }).meta({ id: 'BuiltShelf', example: { id: 'a-shelf' } });
const shelfLine = {
  shelf: z.string(),
  things: z.array(z.string()),
  open: z.int(),
  builtAt: z.iso.datetime(),
  published: z.string().nullable().describe('What was published about it.'),
  revision: z.int(),
};
const shelves = pageOf('Shelves', z.object({ ...shelfLine, owner: z.unknown() }));
const openedShelf = z.object({ ...shelfLine, owner: z.unknown().describe('Whose it is.') }).meta({ id: 'Shelf' });
const greeting = z.object({ kind: z.string(), id: z.string(), operator: z.string().nullable() });
const shelfId = z.string().regex(/^[\w-]{1,100}$/);

@Controller('api/notify/v1/shelves')
class ShelvesController {
  constructor(
    private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONTENTS) private readonly contents: ShelfContentsView,
    @Inject(PERSONAL_DATA) private readonly personal: PersonalData,
  ) {}

  @Does('新建架子', 'Build a shelf')
  @Post()
  @AnswersStored(201, builtShelf)
  async build(@Body({ schema: buildRequest }) body: z.infer<typeof buildRequest>, @Intent() intent: HttpIntent) {
    const id = intent.newId('shelf');
    const command = { type: 'BuildShelf', data: { owner: body.owner, now: intent.now } } as const;
    const outcome = await this.commands.send(HandleShelf, id, command, intent.envelope({ sent: body }), problems);
    return stored(outcome, { id });
  }

  @Does('放置物品', 'Put a thing on the shelf')
  @Post(':id/things')
  @AnswersStored(204)
  async put(
    @Param('id', { schema: shelfId }) id: string,
    @Body({ schema: thingRequest }) body: z.infer<typeof thingRequest>,
    @Intent() intent: HttpIntent,
  ) {
    const command = { type: 'PutThing', data: { thing: body.thing, now: intent.now } } as const;
    logger().warn({ shelf: id, correlationId: intent.correlationId }, 'on the way to the shelf');
    return stored(await this.commands.send(HandleShelf, id, command, intent.envelope({ sent: body }), problems));
  }

  @Does('架子列表', 'The shelves')
  @Get()
  @Answers(200, shelves)
  list(@Query({ schema: shelvesQuery }) query: z.infer<typeof shelvesQuery>) {
    const where: Record<string, number> = query.open === undefined ? {} : { open: Number(query.open) };
    return this.views.find(this.contents, { where, orderBy: 'builtAt', ...page(query) });
  }

  @Does('一个架子', 'One shelf')
  @Get(':id')
  @AnswersStored(200, openedShelf)
  async get(@Param('id') id: string, @Query({ schema: shelfQuery }) query: z.infer<typeof shelfQuery>) {
    const found = await this.views.get(this.contents, id, atLeast(query));
    if (found === null) throw notFound();
    const owner = found.owner === null ? null : await this.personal.open(found.owner);
    return stored(found, { ...found, owner });
  }

  @Does('更换照片', 'Give the shelf another picture')
  @Put(':id/picture')
  @HttpCode(200)
  @TakesFile(1_048_576, 'image/png')
  @Answers(200, z.object({ bytes: z.int() }))
  picture(@Body() body: unknown) {
    return { bytes: Buffer.isBuffer(body) ? body.length : -1 };
  }

  @Does('稍候', 'Wait a moment')
  @Get(':id/wait')
  @Weighs(4)
  @Answers(200, z.object({ waited: z.boolean() }))
  async wait() {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { waited: true };
  }

  @Does('出错', 'Fail')
  @Get(':id/fault')
  @AnswersNothing(204)
  fault(): never {
    throw new TypeError('the mail address person@enterprise.example is nobody’s business');
  }
}

@Controller('api/notify/v1')
class DoorController {
  constructor(
    private readonly cookies: SessionCookies,
    private readonly ended: EndedSessions,
  ) {}

  @Does('问候', 'Who is there')
  @Get('public')
  @Answers(200, greeting)
  hello(@Intent() { caller }: HttpIntent) {
    return { kind: caller.kind, id: caller.id, operator: caller.operator ?? null };
  }

  @Does('登录', 'Log in')
  @Post('log-ins')
  @HttpCode(200)
  @Answers(200, z.object({}))
  logIn(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const accessToken = String(request.headers['x-test-token'] ?? '');
    const refresh = { token: 'refresh', seconds: 600, path: '/api/notify/v1/log-ins' };
    this.cookies.begin(reply, { sessionId: 'session-1', accessToken, accessSeconds: 60, refresh });
    return {};
  }

  @Does('退出登录', 'Log out')
  @Delete('log-ins/current')
  @HttpCode(204)
  @AnswersNothing(204)
  async logOut(@Caller() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    if (caller.sessionId !== undefined) await this.ended.end(caller.sessionId);
    this.cookies.end(reply, '/api/notify/v1/log-ins');
  }

  @Does('布防', 'Arm the alarm')
  @Post('alarm')
  @AnswersStored(204)
  arm(@Intent() intent: HttpIntent) {
    return this.alarm(intent);
  }

  @Inject(Commands)
  private readonly commands!: Commands;

  private async alarm(intent: HttpIntent) {
    const envelope = intent.envelope({ sent: {} });
    const table = problemsOf<AlarmRejection>({
      AlarmIsNotArmed: { status: 409, zh: '未布防。', en: 'It is not armed.' },
    });
    return stored(await this.commands.send(HandleAlarm, 'house', { type: 'ArmAlarm', data: {} }, envelope, table));
  }
}

const DAY = 86_400_000;

/** Closes shelves that have stood for a day. */
export class ShelvesClock implements ClockDoor {
  readonly name = 'shelves';
  readonly everyMs = 3_600_000;

  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(VIEWS) private readonly views: ViewStore,
    @Inject(CONTENTS) private readonly contents: ShelfContentsView,
  ) {}

  async tick(now: string): Promise<void> {
    const before = new Date(Date.parse(now) - DAY).toISOString();
    const { items } = await this.views.find(this.contents, {
      where: { open: 1, builtAt: { to: before } },
      limit: 200,
    });
    for (const { shelf: id } of items)
      await this.commands.send(
        HandleShelf,
        id,
        { type: 'CloseShelf', data: { now } },
        clockEnvelope(this.name, now, `close/${id}`),
        problems,
      );
  }
}

export const shelfRights: RightsTable = {
  'POST /api/notify/v1/shelves': ['CS'],
  'GET /api/notify/v1/shelves': ['CS', 'AUD'],
  'GET /api/notify/v1/shelves/:id': ['CS', 'AUD'],
  'POST /api/notify/v1/shelves/:id/things': ['CS', 'SPP'],
  'PUT /api/notify/v1/shelves/:id/picture': ['CS'],
  'GET /api/notify/v1/shelves/:id/wait': ['CS'],
  'GET /api/notify/v1/shelves/:id/fault': ['CS'],
  'GET /api/notify/v1/public': 'public',
  'POST /api/notify/v1/log-ins': 'public',
  'DELETE /api/notify/v1/log-ins/current': ['CS'],
  'POST /api/notify/v1/alarm': ['CS'],
};

export function shelfService(bell: Bell, viewVersion = 1): ServiceDefinition {
  const contents = shelfContents(viewVersion);
  return defineService({
    name: 'notify',
    rights: shelfRights,
    handlers: [
      [HandleShelf, ShelfHandler],
      [HandleAlarm, AlarmHandler],
    ],
    views: [contents],
    policies: [
      policy(whenDynamiteIsPutThenRaiseTheAlarm, HandleAlarm),
      policy(whenPublishedThenCloseTheShelf, HandleShelf),
    ],
    effects: [effect(whenABellIsPutThenRing, HandleShelf, BELL)],
    publisher: shelfPublisher,
    controllers: [ShelvesController, DoorController],
    clocks: [ShelvesClock],
    providers: [
      { provide: BELL, useValue: bell },
      { provide: CONTENTS, useValue: contents },
    ],
  });
}
