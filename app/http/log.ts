import { type DestinationStream, pino } from 'pino';
import { patternsIn } from '~/vault/text-patterns';

/**
 * All that may be logged. Codes and ids only: never a body, a parameter, a query, an error's message or a name, because
 * each of them may carry what a child or a victim must never be found by.
 */
export interface LogFields {
  requestId?: string;
  method?: string;
  /** The pattern of the address, "/trusts/:code". */
  route?: string;
  status?: number;
  /** The number of who acted, or whose session it was. */
  actor?: number;
  ms?: number;
  /** A refusal's or fault's code: "28000", "ECONNRESET", "disbursement.self-approval". */
  code?: string;
  /** The class of a fault: "TypeError". */
  fault?: string;
}

export interface Log {
  info(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** What each text of a line looks like. A route's pattern has no digit and no capital, so that no code stands in one. */
const SHAPES = {
  requestId: /^[\w-]{1,64}$/,
  method: /^[A-Z]{1,10}$/,
  route: /^(?:\(unknown\)|(?:\/(?::?[a-z-]+(?:\.[a-z]+)?)?)+)$/,
  code: /^[\w.:-]{1,40}$/,
  fault: /^[A-Za-z_$][\w$]{0,60}$/,
} as const;
const FIGURES = ['actor', 'status', 'ms'] as const;
const EVENT = /^[a-z][a-z. -]{0,40}$/;
const REDACTED = '[redacted]';

export function createLog(destination?: DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: process.env.LOG_LEVEL ?? 'info' };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (event, fields) => logger.info(...line(event, fields)),
    error: (event, fields) => logger.error(...line(event, fields)),
  };
}

/** What may be said of a fault: its class and its code. */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { fault: typeof error };
  const inner = error.cause instanceof Error ? error.cause : error;
  const { code } = inner as { code?: unknown };
  return { fault: error.name, ...(typeof code === 'string' ? { code: code.slice(0, 40) } : {}) };
}

/**
 * The tripwire: a text that does not look like its field's, or has the shape of an address or a number of a person, is
 * not written. Such a line says how many were not, for whoever watches the log.
 */
function line(event: string, fields: LogFields = {}): [Record<string, string | number>, string] {
  const texts = Object.entries(SHAPES).flatMap(([name, shape]): [string, string][] => {
    const value: unknown = fields[name as keyof typeof SHAPES];
    if (value === undefined) return [];
    const fits =
      typeof value === 'string' && shape.test(value) && (name === 'requestId' || patternsIn(value).length === 0);
    return [[name, fits ? value : REDACTED]];
  });
  const figures = FIGURES.flatMap((name): [string, number][] =>
    Number.isFinite(fields[name]) ? [[name, fields[name] as number]] : [],
  );
  const said = EVENT.test(event) ? event : REDACTED;
  const redacted = [...texts.map(([, value]) => value), said].filter((value) => value === REDACTED).length;
  return [Object.fromEntries([...texts, ...figures, ...(redacted ? [['redacted', redacted]] : [])]), said];
}
