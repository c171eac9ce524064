/** A mail as it is shown, without its envelope. Text and HTML say the same. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Who writes, and where to ask. */
export interface Imprint {
  /** Of the system, as the sender is called. */
  readonly name: string;
  readonly hotline: string;
  /** Where the applicant logs in; without a slash at the end. */
  readonly portalUrl: string;
}

export type Block =
  | string
  | { readonly heading: string }
  | { readonly list: readonly string[] }
  | { readonly rows: readonly (readonly [label: string, value: string])[] }
  | { readonly link: string };

/** One description of the content makes both forms, so that neither tells what the other does not. */
export function compose(subject: string, imprint: Imprint, blocks: readonly Block[]): Mail {
  const all: readonly Block[] = ['尊敬的企业用户：', ...blocks, ...closing(imprint)];
  return {
    subject,
    text: `${all.map(asText).join('\n\n')}\n`,
    html: `<!doctype html>\n<html lang="zh-CN"><body>\n${all.map(asHtml).join('\n')}\n</body></html>\n`,
  };
}

const closing = ({ name, hotline, portalUrl }: Imprint): readonly Block[] => [
  {
    rows: [
      ['在线填报系统', portalUrl],
      ['客服电话', hotline],
    ],
  },
  `${name}\n本邮件由系统自动发出，请勿直接回复。任何工作人员都不会通过邮件索要密码或PIN码。`,
];

function asText(block: Block): string {
  if (typeof block === 'string') return block;
  if ('heading' in block) return `【${block.heading}】`;
  if ('list' in block) return block.list.map((item, index) => `${index + 1}. ${item}`).join('\n');
  if ('rows' in block) return block.rows.map(([label, value]) => `${label}：${value}`).join('\n');
  return block.link;
}

function asHtml(block: Block): string {
  if (typeof block === 'string') return `<p>${escaped(block)}</p>`;
  if ('heading' in block) return `<h3>${escaped(block.heading)}</h3>`;
  if ('list' in block) return `<ol>${block.list.map((item) => `<li>${escaped(item)}</li>`).join('')}</ol>`;
  if ('rows' in block) return `<p>${block.rows.map((row) => escaped(row.join('：'))).join('<br>')}</p>`;
  return `<p><a href="${escaped(block.link)}">${escaped(block.link)}</a></p>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '<br>',
};

/** What a reviewer or an enterprise wrote is text, whatever it looks like. */
export const escaped = (text: string): string => text.replace(/[&<>"'\n]/g, (sign) => entities[sign] ?? sign);
