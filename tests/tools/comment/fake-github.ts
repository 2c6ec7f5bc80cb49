/** A server that answers what a test tells it to, and keeps what it was asked. */
import assert from "node:assert/strict";

import { connect, type Api } from "../../../tools/comment/github";

export const URL_OF_API = "https://api.test";

export interface Asked {
    readonly method: string;
    /** Without the API's address. */
    readonly path: string;
    readonly token: string | null;
    readonly body?: unknown;
}

export type Answer = (asked: Asked) => Response | Promise<Response>;

export interface Fake {
    readonly api: Api;
    readonly fetch: typeof fetch;
    readonly asked: Asked[];
}

/** Routes by `METHOD path`, with or without the query; a request for another fails the test. */
export function fakeGithub(routes: Readonly<Record<string, unknown>>): Fake {
    const asked: Asked[] = [];
    const fake = async (input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> => {
        const request = new Request(input, init);
        const path = request.url.replace(URL_OF_API, "");
        const text = await request.text();
        const one: Asked = {
            method: request.method,
            path,
            token: request.headers.get("authorization"),
            ...(text === "" ? {} : { body: JSON.parse(text) as unknown }),
        };
        asked.push(one);
        const key = [path, path.replace(/\?.*$/, "")]
            .map((where) => `${request.method} ${where}`)
            .find((name) => Object.hasOwn(routes, name));
        assert.notEqual(key, undefined, `nobody expects ${request.method} ${path}`);
        const answer = routes[key ?? ""];
        if (typeof answer === "function") return (answer as Answer)(one);
        return answer instanceof Response ? answer : Response.json(answer);
    };
    return { api: connect({ url: URL_OF_API, token: "t0ken", fetch: fake }), fetch: fake, asked };
}

/** What was asked, as `METHOD path`. */
export function linesOf({ asked }: Fake): string[] {
    return asked.map(({ method, path }) => `${method} ${path}`);
}
