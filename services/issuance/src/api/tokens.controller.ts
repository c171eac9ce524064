import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import {
  Answers,
  AnswersStored,
  atLeast,
  Caller,
  Commands,
  Does,
  hasRole,
  HttpIntent,
  Intent,
  notFound,
  page,
  stored,
  UsedKeys,
  VIEWS,
} from '@ekey/platform';
import type { AtLeast, ViewStore } from '@ekey/views';
import type { DestroyToken, ScrapToken, StockToken, TokenCommand } from '../token/token.commands';
import { HandleToken } from '../token/token.handler';
import { tokenStock, type StockedToken } from '../views/token-stock.view';
import { OrderDesk, personBehind, scopeOf } from './order-desk';
import { stockedToken, token as tokenAnswer, tokens } from './stock.answers';
import { tokenProblems } from './tokens.problems';
import {
  destructionRequest,
  scrapRequest,
  stockRequest,
  tokenQuery,
  tokensQuery,
  type DestructionRequest,
  type ScrapRequest,
  type StockRequest,
  type TokenQuery,
  type TokensQuery,
} from './tokens.requests';
import { Witnesses } from './witnesses';

type ByTwo = StockToken | ScrapToken | DestroyToken;

/** The stock of blank tokens, and what comes back. */
@Controller('api/issuance/v1/tokens')
export class TokensController {
  constructor(
    private readonly commands: Commands,
    private readonly usedKeys: UsedKeys,
    private readonly witnesses: Witnesses,
    private readonly desk: OrderDesk,
    @Inject(VIEWS) private readonly views: ViewStore,
  ) {}

  /** An authority's are those that were sent to it or handed in with it; `recalled` and `handed-in` are what it has to send back. */
  @Does('介质列表，发证机构只见本机构的', 'The tokens, wherever they are; an authority sees its own')
  @Get()
  @Answers(200, tokens)
  list(@Query({ schema: tokensQuery }) query: TokensQuery, @Caller() caller: Caller) {
    const where = { ...scopeOf(caller), ...(query.state === undefined ? {} : { status: query.state }) };
    return this.views.find(tokenStock, { where, ...page(query) });
  }

  @Does('一枚介质', 'One token')
  @Get(':serial')
  @Answers(200, tokenAnswer)
  get(@Param('serial') serial: string, @Query({ schema: tokenQuery }) query: TokenQuery, @Caller() caller: Caller) {
    return this.find(serial, caller, atLeast(query));
  }

  @Does('介质入库，须两人在场', 'Take a blank token into the stock, before a witness')
  @Post()
  @AnswersStored(201, stockedToken)
  async stock(@Body({ schema: stockRequest }) body: StockRequest, @Intent() intent: HttpIntent) {
    const { tokenSerial, model, witness } = body;
    const data = { model, by: personBehind(intent.caller), witness, now: intent.now };
    const stock = () => this.sendForTwo(tokenSerial, { type: 'StockToken', data }, body, intent);
    return stored(await this.usedKeys.once(tokenSerial, intent, stock), { tokenSerial });
  }

  @Does('介质报废，须两人在场', 'Scrap a token, before a witness')
  @Post(':serial/scrapping')
  @AnswersStored(204)
  async scrap(
    @Param('serial') serial: string,
    @Body({ schema: scrapRequest }) body: ScrapRequest,
    @Intent() intent: HttpIntent,
  ) {
    const data = { ...body, by: personBehind(intent.caller), now: intent.now };
    return stored(await this.sendForTwo(serial, { type: 'ScrapToken', data }, body, intent));
  }

  /** To the counter that handed it over, or to that which hands another key over in its place; or to the stock, from there as well. */
  @Does('登记收回的介质', 'Record that a token has come back to whoever says so')
  @Post(':serial/return')
  @AnswersStored(204)
  async giveBack(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    const { caller, now } = intent;
    const isStock = hasRole(caller, 'SPL');
    if (!isStock) await this.find(serial, caller);
    const to = isStock
      ? ({ to: 'stock' } as const)
      : ({ to: 'counter', agencyId: caller.organisationId ?? '' } as const);
    const data = { by: personBehind(caller), ...to, now };
    return stored(await this.send(serial, { type: 'ReturnToken', data }, {}, intent));
  }

  @Does('销毁介质，须两人在场', 'Destroy a token, before a witness')
  @Post(':serial/destruction')
  @AnswersStored(204)
  async destroy(
    @Param('serial') serial: string,
    @Body({ schema: destructionRequest }) body: DestructionRequest,
    @Intent() intent: HttpIntent,
  ) {
    const data = { ...body, by: personBehind(intent.caller), now: intent.now };
    return stored(await this.sendForTwo(serial, { type: 'DestroyToken', data }, body, intent));
  }

  /** The provider's people see every token, an authority's those of its own orders and those to be handed in for them. @throws Problem NotFound */
  private async find(serial: string, caller: Caller, seen?: AtLeast): Promise<StockedToken> {
    const found = await this.views.get(tokenStock, serial, seen);
    if (found === null) throw notFound();
    if (hasRole(caller, 'SPL', 'SPP')) return found;
    for (const order of [found.caseId, found.handedInFor])
      if (order !== null && (await this.desk.sees(order, caller))) return found;
    throw notFound();
  }

  /** A repeat of what was done is answered as it was then, whoever has left since. */
  private async sendForTwo(serial: string, command: ByTwo, sent: unknown, intent: HttpIntent) {
    const isDone = await this.commands.holds(`issuance.Token-${serial}`, intent.commandId());
    if (!isDone) await this.witnesses.assertBeside(intent.caller, command.data.witness);
    return this.send(serial, command, sent, intent);
  }

  private send(serial: string, command: TokenCommand, sent: unknown, intent: HttpIntent) {
    return this.commands.send(HandleToken, serial, command, intent.envelope({ sent }), tokenProblems);
  }
}
