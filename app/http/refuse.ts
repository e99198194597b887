import type { Response } from 'express';

/** A plain page for what goes wrong before any screen is reached. The words come from us only, so nothing is escaped. */
export function plainPage(response: Response, status: number, title: string, sentence: string): void {
  response
    .status(status)
    .type('html')
    .set('Cache-Control', 'no-store')
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title></head><body><main><h1>${title}</h1><p>${sentence}</p><p><a href="/">Home</a></p></main></body></html>`,
    );
}

/** Answers by such a page, and leaves for the log why: "gate.host". */
export function refuse(response: Response, code: string, status: number, title: string, sentence: string): void {
  response.locals.refused = code;
  plainPage(response, status, title, sentence);
}
