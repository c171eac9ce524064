import { Controller, Get } from '@nestjs/common';
import { refusalGrounds, rejectionCatalogue } from '@ekey/contracts';
import { Answers } from '@ekey/platform';
import { refusalGroundsAnswer, rejectionReasons } from './cases.answers';

/** The coded reasons and grounds of every verdict, as data. */
@Controller('api/review/v1')
export class CatalogueController {
  @Get('rejection-reasons')
  @Answers(200, rejectionReasons)
  reasons() {
    return { items: rejectionCatalogue };
  }

  @Get('refusal-grounds')
  @Answers(200, refusalGroundsAnswer)
  grounds() {
    return { items: refusalGrounds };
  }
}
