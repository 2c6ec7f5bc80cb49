/**
 * The calls of GitHub's REST API that the workflows make. This folder and tools/deploy run on Node alone, which strips
 * the types itself: what holds a token that writes installs no package. Hence the `.ts` in their imports.
 */

/** A page of a list. Source: GitHub REST API, "Using pagination", at most 100. */
const PAGE = 100;

/** A list that goes on after so many pages is not read to its end but refused. */
const MAX_PAGES = 50;

export interface Api {
    readonly get: (path: string) => Promise<unknown>;
    /** All pages of a list; `key` names the list where the answer wraps it. */
    readonly list: (path: string, key?: string) => Promise<readonly unknown[]>;
    readonly send: (method: "PATCH" | "POST", path: string, body: unknown) => Promise<unknown>;
    /** A file of at most `limit` bytes. The server it is on never sees the token. */
    readonly download: (path: string, limit: number) => Promise<Uint8Array>;
}

export interface Connection {
    /** As in `GITHUB_API_URL`, which another server than github.com has too. */
    readonly url: string;
    readonly token: string;
    /** @default Node's own */
    readonly fetch?: typeof fetch;
}

/** A call that GitHub did not answer as hoped. */
export class ApiError extends Error {}

export function connect({ fetch: call = fetch, token, url }: Connection): Api {
    const root = url.replace(/\/+$/, "");
    const headers = {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${token}`,
        "user-agent": "eks-platform-kit",
        "x-github-api-version": "2022-11-28",
    };

    async function request(method: string, address: string, body?: unknown): Promise<Response> {
        const what = `${method} ${address.replace(root, "").replace(/\?.*$/, "")}`;
        const options = body === undefined ? {} : { body: JSON.stringify(body) };
        const answer = await call(address, { method, headers, redirect: "manual", ...options }).catch(
            (error: unknown) => {
                throw new ApiError(`${what}: no answer (${messageOf(error)})`);
            },
        );
        if (answer.ok || answer.status === 302) return answer;
        throw new ApiError(`${what}: ${answer.status} ${await explanationOf(answer)}`.trim());
    }

    async function list(path: string, key?: string): Promise<readonly unknown[]> {
        const found: unknown[] = [];
        let address: string | undefined = `${root}${path}${path.includes("?") ? "&" : "?"}per_page=${PAGE}`;
        for (let page = 0; address !== undefined; page += 1) {
            if (page === MAX_PAGES) throw new ApiError(`GET ${path}: more than ${MAX_PAGES} pages`);
            const answer: Response = await request("GET", address);
            const value: unknown = await answer.json();
            const items = key === undefined ? value : fieldOf(value, key);
            if (!Array.isArray(items)) throw new ApiError(`GET ${path}: no list`);
            found.push(...(items as unknown[]));
            address = nextPage(answer.headers.get("link"), root);
        }
        return found;
    }

    async function download(path: string, limit: number): Promise<Uint8Array> {
        const answer = await request("GET", root + path);
        const location = answer.headers.get("location");
        if (location === null) return readAtMost(answer, path, limit);
        const file = await call(location).catch((error: unknown) => {
            throw new ApiError(`GET ${path}: no answer from the storage (${messageOf(error)})`);
        });
        if (!file.ok) throw new ApiError(`GET ${path}: ${file.status} from the storage`);
        return readAtMost(file, path, limit);
    }

    return {
        get: async (path) => (await request("GET", root + path)).json(),
        list,
        send: async (method, path, body) => (await request(method, root + path, body)).json(),
        download,
    };
}

/** The address of the next page, if it is on the same server: a token goes nowhere else. */
function nextPage(link: string | null, root: string): string | undefined {
    const next = (link ?? "").split(",").find((part) => part.includes('rel="next"'));
    const address = /<([^>]*)>/.exec(next ?? "")?.[1];
    return address?.startsWith(`${root}/`) === true ? address : undefined;
}

/** Stops reading where the limit is passed: a stated size is somebody else's word. */
async function readAtMost(answer: Response, path: string, limit: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
        size += chunk.byteLength;
        if (size > limit) throw new ApiError(`GET ${path}: more than ${limit} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

async function explanationOf(answer: Response): Promise<string> {
    const text = await answer.text().catch(() => "");
    try {
        const message = fieldOf(JSON.parse(text), "message");
        return typeof message === "string" ? message.slice(0, 200) : "";
    } catch {
        return "";
    }
}

/** A field of an answer, whatever the answer is. */
export function fieldOf(value: unknown, key: string): unknown {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined;
}

/** A field of a field. */
export function fieldAt(value: unknown, ...keys: readonly string[]): unknown {
    return keys.reduce(fieldOf, value);
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
