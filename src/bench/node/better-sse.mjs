// The peer for fan-out: better-sse, as its users write it: one channel, one session a stream.
//
// node better-sse.mjs
//
// POST /pub sends its body to all streams of GET /sub.

import { createServer } from "node:http";
import { createChannel, createSession } from "better-sse";

const channel = createChannel();
// The body is JSON already. To write it out once a stream again would be measured instead.
const serializer = (data) => data;

const server = createServer(async (request, response) => {
    if (request.method === "GET") {
        channel.register(await createSession(request, response, { serializer }));
        return;
    }
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
        channel.broadcast(Buffer.concat(chunks).toString("utf8"), "delivery");
        response.writeHead(204).end();
    });
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
    console.log(`ready http://127.0.0.1:${server.address().port}/pub`);
});
