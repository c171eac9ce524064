import { Controller, Get } from '@nestjs/common';
import { refusalGrounds, rejectionCatalogue } from '@ekey/contracts';

/** The coded reasons and grounds of every verdict, as data. */
@Controller('api/review/v1')
export class CatalogueController {
  @Get('rejection-reasons')
  reasons() {
    return { items: rejectionCatalogue };
  }

  @Get('refusal-grounds')
  grounds() {
    return { items: refusalGrounds };
  }
}
