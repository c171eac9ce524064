import type { KeptMail } from '../effects/outbox.port';
import type { ReadMessage } from '../effects/read-message';
import { escaped } from '../notice/templates/mail';

/** One line of the list. */
export interface OutboxRow extends KeptMail {
  readonly purposeLabel: string;
  /** Masked. */
  readonly mailTo: string;
}

const style =
  'body{font:15px/1.6 sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}' +
  'table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccc;padding:.4rem .6rem;text-align:left}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere}';

const pageOf = (title: string, content: string): string =>
  `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><meta name="robots" content="noindex">` +
  `<title>${escaped(title)}</title><style>${style}</style></head><body><h1>${escaped(title)}</h1>${content}</body></html>\n`;

const at = '/api/notify/v1/outbox';

/** The kept mails, newest first. @param next the page that follows begins behind this name */
export function outboxPage(rows: readonly OutboxRow[], next: string | undefined): string {
  const lines = rows.map(
    (row) =>
      `<tr><td>${row.askedAt}</td><td>${escaped(row.purposeLabel)}</td><td>${escaped(row.mailTo)}</td>` +
      `<td>${row.sending}-${row.attempt}</td><td><a href="${at}/${row.name}">打开</a></td></tr>`,
  );
  const table = `<table><tr><th>时间</th><th>种类</th><th>收件人</th><th>次数</th><th></th></tr>${lines.join('')}</table>`;
  const more = next === undefined ? '' : `<p><a href="${at}?before=${encodeURIComponent(next)}">更早的邮件</a></p>`;
  return pageOf('发件箱', rows.length === 0 ? '<p>没有邮件。</p>' : table + more);
}

/** One mail as its recipient reads it. */
export const mailPage = (name: string, { from, to, subject, date, messageId, text }: ReadMessage): string =>
  pageOf(
    subject,
    `<p>发件人：${escaped(from)}<br>收件人：${escaped(to)}<br>日期：${escaped(date)}<br>Message-ID：${escaped(messageId)}</p>` +
      `<pre>${escaped(text)}</pre><p><a href="${at}/${name}/source">下载 .eml</a> · <a href="${at}">返回发件箱</a></p>`,
  );
