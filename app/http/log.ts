import { type DestinationStream, pino } from 'pino';

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

const ALLOWED = ['requestId', 'method', 'route', 'status', 'ms', 'code', 'fault'] as const;

export function createLog(destination?: DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime, level: process.env.LOG_LEVEL ?? 'info' };
  const logger = destination ? pino(options, destination) : pino(options);
  return {
    info: (event, fields) => logger.info(allowed(fields), event),
    error: (event, fields) => logger.error(allowed(fields), event),
  };
}

/** What may be said of a fault: its class and its code. */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { fault: typeof error };
  const inner = error.cause instanceof Error ? error.cause : error;
  const { code } = inner as { code?: unknown };
  return { fault: error.name, ...(typeof code === 'string' ? { code: code.slice(0, 40) } : {}) };
}

function allowed(fields: LogFields = {}): LogFields {
  return Object.fromEntries(ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}
