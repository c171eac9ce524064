import { Injectable } from '@nestjs/common';
import type { ShortWay } from '@ekey/platform';
import type { FastifyRequest } from 'fastify';
import { inAddress, inBody, OCSP_ANSWER, type AskedInAddress } from './ocsp.requests';
import { StatusResponses } from './status-responses';

/** Who asks again for what was signed ahead is not led to the controller: to look it up takes less than the way there. */
@Injectable()
export class OcspShortWay implements ShortWay {
  readonly contentType = OCSP_ANSWER;

  constructor(private readonly responses: StatusResponses) {}

  answer({ method, body, params }: FastifyRequest): Buffer | undefined {
    return this.responses.answerAgain(method === 'POST' ? inBody(body) : inAddress(params as AskedInAddress));
  }
}
