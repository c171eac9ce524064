import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import type { Question } from './server';

/** The process that is measured, apart from the one that measures. */
export class Served {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  static async start(environment: Readonly<Record<string, string>>, execArgv: readonly string[] = []): Promise<Served> {
    const child = fork(path.join(__dirname, 'server.js'), [], {
      env: { ...process.env, ...environment },
      execArgv: [...execArgv],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new Served(child, await answerTo<string>(child, 'start'));
  }

  ask<Answer>(question: Question): Promise<Answer> {
    const answer = answerTo<Answer>(this.process, question);
    this.process.send(question);
    return answer;
  }

  async stop(): Promise<void> {
    await this.ask('stop');
  }
}

function answerTo<Answer>(child: ChildProcess, question: Question | 'start'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the measured process has ended'));
    const heard = (message: { question: string; answer: Answer }): void => {
      if (message.question !== question) return;
      child.off('message', heard).off('exit', ended);
      resolve(message.answer);
    };
    child.on('message', heard).once('exit', ended);
  });
}
