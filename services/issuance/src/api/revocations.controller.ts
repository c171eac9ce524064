import { Body, Controller, Param, Post } from '@nestjs/common';
import { AnswersStored, Does, Intent, type HttpIntent } from '@ekey/platform';
import { HeldKeys } from './held-keys';
import {
  rejectionRequest,
  revocationRequest,
  verificationRequest,
  type RejectionRequest,
  type RevocationRequest,
  type VerificationRequest,
} from './key-standings.requests';

/** 注销: requested, the requester's identity established by one officer, carried out by another. */
@Controller('api/issuance/v1/certificates/:serial/revocation')
export class RevocationsController {
  constructor(private readonly keys: HeldKeys) {}

  @Does(
    '登记注销申请；遗失、泄露的立即挂失',
    'Record a request to revoke a key; what is lost or compromised is suspended at once',
  )
  @Post()
  @AnswersStored(204)
  request(
    @Param('serial') serial: string,
    @Body({ schema: revocationRequest }) body: RevocationRequest,
    @Intent() intent: HttpIntent,
  ) {
    return this.keys.send(serial, { intent, sent: body }, (key, officer) => ({
      type: 'RequestRevocation',
      data: { key, ...body, ...officer },
    }));
  }

  @Does('核实申请人身份', 'Record that it was established who asks, and that he may')
  @Post('verification')
  @AnswersStored(204)
  verify(
    @Param('serial') serial: string,
    @Body({ schema: verificationRequest }) body: VerificationRequest,
    @Intent() intent: HttpIntent,
  ) {
    return this.keys.send(serial, { intent, sent: body }, (_key, officer) => ({
      type: 'VerifyRevocation',
      data: { ...body, ...officer },
    }));
  }

  @Does(
    '执行注销，由核实人以外的人办理',
    'Revoke both certificates and the seal; by another officer than the one who verified',
  )
  @Post('execution')
  @AnswersStored(204)
  execute(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    return this.keys.send(serial, { intent, sent: {} }, (_key, data) => ({ type: 'ExecuteRevocation', data }));
  }

  @Does('驳回注销申请，随申请挂失的一并解除', 'Reject the request; a suspension that came with it is lifted')
  @Post('rejection')
  @AnswersStored(204)
  reject(
    @Param('serial') serial: string,
    @Body({ schema: rejectionRequest }) body: RejectionRequest,
    @Intent() intent: HttpIntent,
  ) {
    return this.keys.send(serial, { intent, sent: body }, (_key, officer) => ({
      type: 'RejectRevocation',
      data: { ...body, ...officer },
    }));
  }

  @Does('撤回注销申请，挂失不变', 'Take the request back; a suspension stays')
  @Post('cancellation')
  @AnswersStored(204)
  cancel(@Param('serial') serial: string, @Intent() intent: HttpIntent) {
    return this.keys.send(serial, { intent, sent: {} }, (_key, data) => ({ type: 'CancelRevocation', data }));
  }
}
