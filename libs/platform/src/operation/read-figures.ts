import { describeError } from './describe-error';
import type { AboutFigure, Figure, FigureClass, Reading } from './figures';
import { logger } from './logging';

export interface ToldFigure {
  readonly about: AboutFigure;
  readonly readings: readonly Reading[];
}

/** A figure that cannot be read now is missing, as whoever looks for it will see; the others are told. */
export const readFigures = (
  figures: readonly FigureClass[],
  of: (figure: FigureClass) => Figure,
  now: string,
): Promise<readonly ToldFigure[]> =>
  Promise.all(
    figures.map(async (figure) => {
      const { about } = figure;
      try {
        return { about, readings: await of(figure).read(now) };
      } catch (error) {
        logger().warn({ figure: about.name, error: describeError(error) }, 'a figure cannot be read');
        return { about, readings: [] };
      }
    }),
  );
