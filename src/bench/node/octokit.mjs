// The peer: GitHub's own webhook library, and each delivery in a row of PostgreSQL before it is
// answered.
//
// node octokit.mjs SECRET POSTGRESQL_URL WORKERS
//
// The best that we could make of it: the body goes into the database as it came, without being
// written out again; the statement is prepared; the column is compressed with lz4 where PostgreSQL
// can, and not at all where it cannot (both beat its default, measured); 16 connections.

import cluster from "node:cluster";
import { createServer } from "node:http";
import { Webhooks, createNodeMiddleware } from "@octokit/webhooks";
import pg from "pg";

const [secret, url, workers] = process.argv.slice(2);
const PATH = "/webhooks/acme";
const INSERT = {
    name: "insert-delivery",
    text: `insert into delivery (id, event, body, received_at) values ($1, $2, $3, now())
           on conflict do nothing`,
};

async function prepareTable() {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(`create table if not exists delivery (
        id uuid primary key,
        event text not null,
        body text not null,
        received_at timestamptz not null)`);
    try {
        await client.query("alter table delivery alter body set compression lz4");
    } catch (unsupported) {
        // Not every build has lz4. What PostgreSQL compresses with otherwise is slower than nothing.
        await client.query("alter table delivery alter body set storage external");
        console.log("PostgreSQL without lz4: bodies are stored as they are");
    }
    await client.end();
}

function serve(port) {
    const pool = new pg.Pool({
        connectionString: url,
        max: Math.ceil(16 / Number(workers)),
        idleTimeoutMillis: 0,
    });
    const bodies = new Map();
    const webhooks = new Webhooks({ secret });
    webhooks.onAny(async ({ id, name }) => {
        await pool.query({ ...INSERT, values: [id, name, bodies.get(id)] });
    });
    const middleware = createNodeMiddleware(webhooks, { path: PATH });
    const server = createServer((request, response) => {
        const id = request.headers["x-github-delivery"];
        const chunks = [];
        request.on("data", (chunk) => chunks.push(chunk));
        request.on("end", () => {
            // The middleware takes a body that is already there instead of reading the stream.
            const raw = Buffer.concat(chunks);
            request.body = raw.toString("utf8");
            // As bytes, which the driver sends as they are.
            bodies.set(id, raw);
            response.on("close", () => bodies.delete(id));
            middleware(request, response);
        });
    });
    server.keepAliveTimeout = 60_000;
    return new Promise((resolve) => {
        server.listen(port, "127.0.0.1", () => resolve(server.address().port));
    });
}

if (Number(workers) === 1) {
    await prepareTable();
    console.log(`ready http://127.0.0.1:${await serve(0)}${PATH}`);
} else if (cluster.isPrimary) {
    await prepareTable();
    let listening = 0;
    cluster.on("listening", (_, address) => {
        if (++listening === Number(workers)) {
            console.log(`ready http://127.0.0.1:${address.port}${PATH}`);
        }
    });
    for (let worker = 0; worker < Number(workers); worker++) {
        cluster.fork();
    }
    process.on("SIGTERM", () => {
        for (const worker of Object.values(cluster.workers)) worker.kill();
        process.exit(0);
    });
} else {
    await serve(0);
}
