import { Controller, Get } from '@nestjs/common';
import { refusalGrounds, rejectionCatalogue } from '@ekey/contracts';
import { Answers, Does } from '@ekey/platform';
import { refusalGroundsAnswer, rejectionReasons } from './cases.answers';

/** The coded reasons and grounds of every verdict, as data. */
@Controller('api/review/v1')
export class CatalogueController {
  @Does('不通过原因目录', 'The coded reasons of a rejection')
  @Get('rejection-reasons')
  @Answers(200, rejectionReasons)
  reasons() {
    return { items: rejectionCatalogue };
  }

  @Does('不予办理的依据目录', 'The coded grounds of a refusal')
  @Get('refusal-grounds')
  @Answers(200, refusalGroundsAnswer)
  grounds() {
    return { items: refusalGrounds };
  }
}
