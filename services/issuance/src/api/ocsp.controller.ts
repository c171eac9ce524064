import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { AnswersFile, Does, TakesFile } from '@ekey/platform';
import { OCSP_LIMITS } from '@ekey/pki';
import { inAddress, inBody, OCSP_ANSWER, type AskedInAddress } from './ocsp.requests';
import { StatusResponses } from './status-responses';

/** Where certificates say that their status is told (RFC 6960 Appendix A). Refusals too are answers of OCSP, with HTTP's 200. */
@Controller('api/issuance/v1/ocsp')
export class OcspController {
  constructor(private readonly responses: StatusResponses) {}

  @Does('证书状态在线查询（OCSP，RFC 6960）', 'The status of certificates by OCSP (RFC 6960)')
  @Post()
  @HttpCode(200)
  @Header('content-type', OCSP_ANSWER)
  @TakesFile(OCSP_LIMITS.bytes, 'application/ocsp-request')
  @AnswersFile(OCSP_ANSWER)
  ask(@Body() request: unknown): Promise<Buffer> {
    return this.responses.answer(inBody(request));
  }

  @Does('证书状态在线查询，请求为地址中的 Base64', 'The same, the request in base64 in the address')
  @Get('*')
  @Header('content-type', OCSP_ANSWER)
  @AnswersFile(OCSP_ANSWER)
  askInAddress(@Param() asked: AskedInAddress): Promise<Buffer> {
    return this.responses.answer(inAddress(asked));
  }
}
