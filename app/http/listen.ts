import { createServer, type RequestListener, type Server } from 'node:http';

/** Listens on the wanted port, or on the next free one within 50. An explicit port is taken or refused. */
export async function listen(
  app: RequestListener,
  at: { host: string; port: number; exact: boolean },
): Promise<{ server: Server; port: number }> {
  for (let port = at.port; port < at.port + 50; port += 1) {
    const server = createServer(app);
    // A page takes a few seconds at most; a file of 25 MB over a slow line takes minutes.
    server.requestTimeout = 300_000;
    server.headersTimeout = 20_000;
    const refusal = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once('error', resolve);
      server.listen(port, at.host, () => resolve(undefined));
    });
    if (!refusal) return { server, port };
    if (refusal.code !== 'EADDRINUSE') throw refusal;
    if (at.exact) throw new Error(`Port ${port} is in use. Choose another by PORT.`);
  }
  throw new Error(`No port from ${at.port} to ${at.port + 49} is free. Choose one by PORT.`);
}

/** Stops taking requests, lets those in flight finish for up to `patienceMs`, and ends the rest. */
export async function stopListening(server: Server, patienceMs = 20_000): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(cut);
}
