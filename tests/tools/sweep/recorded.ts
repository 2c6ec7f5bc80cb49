/** AWS's endpoints, answering from tests/fixtures/sweep: what the SDK sends and reads is the real thing. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";

import { type ClientOptions, type Clients, openClients } from "../../../tools/sweep/aws-clients";
import { ROOT } from "../../support/settings";

/** A request as it leaves the SDK: the service, the action, and the parameters of the query. */
export interface Sent {
    readonly service: string;
    readonly action: string;
    readonly parameters: Readonly<Record<string, string>>;
}

export interface Answer {
    readonly status?: number;
    readonly body: string;
}

/** Answers a request, or fails the test. */
export type Responder = (sent: Sent) => Answer;

export function recordedClients(respond: Responder): { readonly clients: Clients; readonly sent: Sent[] } {
    const sent: Sent[] = [];
    const handler = {
        handle: ({ body, hostname, method, path: place }: Request) => {
            const query = Object.fromEntries(new URLSearchParams(body ?? ""));
            const { Action: action = `${method} ${place}`, Version: version = "", ...parameters } = query;
            const service = (hostname.split(".")[0] ?? "") + (version === "2015-12-01" ? "v2" : "");
            const request = { service, action, parameters };
            sent.push(request);
            const { body: text, status = 200 } = respond(request);
            const type = text.startsWith("{") ? "application/json" : "text/xml";
            return Promise.resolve({
                response: {
                    statusCode: status,
                    headers: { "content-type": type },
                    body: Readable.from([Buffer.from(text)]),
                },
            });
        },
    };
    const options: ClientOptions = {
        credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "example" },
        maxAttempts: 1,
        requestHandler: handler,
    };
    return { clients: openClients("us-east-1", options), sent };
}

interface Request {
    readonly method: string;
    readonly hostname: string;
    readonly path: string;
    readonly body?: string;
}

/** A file of tests/fixtures/sweep. */
export function fixture(name: string): Answer {
    return { body: readFileSync(path.join(ROOT, "tests/fixtures/sweep", `${name}.xml`), "utf8") };
}

/** The page of a list that a request asks for. */
export function pageOf(list: string, { parameters }: Sent): Answer {
    const token = parameters["NextToken"] ?? parameters["Marker"];
    return fixture(`${list}-${token === undefined ? 1 : token.replace("page-", "")}`);
}

/** An empty answer of the query protocols. */
export function done(action: string): Answer {
    return { body: `<${action}Response><return>true</return></${action}Response>` };
}

/** A refusal as EC2 words it. Source: EC2 API Reference, "Error codes", read 2026-11. */
export function refusal(code: string, message: string): Answer {
    const body = `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`;
    return { status: 400, body };
}
