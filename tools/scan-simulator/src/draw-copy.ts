import PDFDocument from 'pdfkit';

const FONT = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';
const MARGIN = 60;

/** An A4 page that stands for the photocopy of a paper of others (a licence, an identity card): a title, lines, a frame. As PDF. */
export async function drawCopy(title: string, lines: readonly string[]): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', margin: MARGIN, font: require.resolve(FONT) });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', resolve));
  const { width, height } = document.page;
  document.rect(MARGIN / 2, MARGIN / 2, width - MARGIN, height - MARGIN).stroke();
  document.fontSize(26).text(title, { align: 'center' }).moveDown(2);
  document.fontSize(13);
  for (const line of lines) document.text(line).moveDown();
  document.moveDown(4).fontSize(11).text('本复印件与原件一致', { align: 'right' }).end();
  await ended;
  return Buffer.concat(chunks);
}
