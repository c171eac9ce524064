import { HttpClient } from '@ekey/journeys';

/** What Prometheus is told, a value for each series; a series as it stands in the text, labels in their order. */
export async function figuresOf(url: string): Promise<ReadonlyMap<string, number>> {
  const { bytes } = await new HttpClient(url).get('/metrics');
  const lines = bytes.toString('utf8').split('\n');
  return new Map(
    lines
      .filter((line) => line.startsWith('ekey_'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}
