import { Overdue } from '@ekey/kernel';
import { Error as MongooseError, mongo } from 'mongoose';

const DUPLICATE = 11_000;
const EXISTS_ALREADY = 48;

const isAnswer = (error: unknown): error is mongo.MongoServerError => error instanceof mongo.MongoServerError;

/** Somebody else has put there before us what may be there once. */
export const isDuplicate = (error: unknown): boolean => isAnswer(error) && error.code === DUPLICATE;

/** Of an ordered `insertMany` that met a duplicate: how many were inserted before it. Servers' own counts differ. */
export const insertedBeforeDuplicate = (error: unknown): number =>
  error instanceof mongo.MongoBulkWriteError ? ([error.writeErrors].flat()[0]?.index ?? 0) : 0;

export const isThereAlready = (error: unknown): boolean => isAnswer(error) && error.code === EXISTS_ALREADY;

/** What a socket tells of its connection, as EPIPE, reaches us as it is where the client was just writing to it. */
const isConnectionFault = (error: unknown): error is Error =>
  error instanceof Error && /^(E[A-Z]+|ERR_STREAM_\w+)$/.test(String(Object(error).code));

/** Whether client or server could not do what was asked, whatever it was: nothing that the caller has got wrong. */
export const isMongoFault = (error: unknown): error is Error =>
  error instanceof mongo.MongoError ||
  error instanceof MongooseError ||
  error instanceof Overdue ||
  isConnectionFault(error);

/** The client has found no server to ask for as long as it looks for one, or said nothing at all. */
export const hasLostItsServer = (error: unknown): boolean =>
  error instanceof mongo.MongoServerSelectionError || error instanceof Overdue;
