import assert from "node:assert/strict";

import { ApiError, connect, fieldAt } from "../../../tools/comment/github";
import { fakeGithub, linesOf, URL_OF_API } from "./fake-github";

const saying = (message: string) => (error: unknown) =>
    error instanceof ApiError && error.message === message;

function page(items: readonly unknown[], link?: string): Response {
    return Response.json(items, link === undefined ? {} : { headers: { link } });
}

describe("the API of GitHub", () => {
    it("sends the token, the version and the body as JSON", async () => {
        const fake = fakeGithub({
            "POST /a": ({ body }: { body: unknown }) => Response.json({ got: body }, { status: 201 }),
        });
        assert.deepEqual(await fake.api.send("POST", "/a", { b: 1 }), { got: { b: 1 } });
        assert.deepEqual(fake.asked, [{ method: "POST", path: "/a", token: "Bearer t0ken", body: { b: 1 } }]);
    });

    it("asks another server than github.com when told to", async () => {
        const addresses: string[] = [];
        const api = connect({
            url: "https://github.corp.test/api/v3/",
            token: "t",
            fetch: (input) => {
                addresses.push(String(input));
                return Promise.resolve(Response.json({}));
            },
        });
        await api.get("/a");
        assert.deepEqual(addresses, ["https://github.corp.test/api/v3/a"]);
    });

    describe("lists", () => {
        it("are read to their last page", async () => {
            const fake = fakeGithub({
                "GET /a?b=c&per_page=100": () =>
                    page(
                        [1, 2],
                        `<${URL_OF_API}/a?page=2>; rel="next", <${URL_OF_API}/a?page=3>; rel="last"`,
                    ),
                "GET /a?page=2": () =>
                    page([3], `<${URL_OF_API}/a?page=1>; rel="prev", <${URL_OF_API}/a?page=3>; rel="next"`),
                "GET /a?page=3": () => page([4], `<${URL_OF_API}/a?page=2>; rel="prev"`),
            });
            assert.deepEqual(await fake.api.list("/a?b=c"), [1, 2, 3, 4]);
        });

        it("are found in the answer that wraps them", async () => {
            const fake = fakeGithub({ "GET /a?per_page=100": { total_count: 1, things: [7] } });
            assert.deepEqual(await fake.api.list("/a", "things"), [7]);
        });

        it("do not follow a page to another server", async () => {
            for (const next of ["https://evil.test/a", `${URL_OF_API}.evil.test/a`]) {
                const fake = fakeGithub({ "GET /a?per_page=100": () => page([1], `<${next}>; rel="next"`) });
                assert.deepEqual(await fake.api.list("/a"), [1]);
                assert.equal(fake.asked.length, 1);
            }
        });

        it("that never end are refused", async () => {
            const fake = fakeGithub({ "GET /a": () => page([1], `<${URL_OF_API}/a?more>; rel="next"`) });
            await assert.rejects(fake.api.list("/a"), saying("GET /a: more than 50 pages"));
            assert.equal(fake.asked.length, 50);
        });

        it("that are none are refused", async () => {
            await assert.rejects(
                fakeGithub({ "GET /a": { a: 1 } }).api.list("/a"),
                saying("GET /a: no list"),
            );
        });
    });

    describe("errors", () => {
        it("name the call, the status and GitHub's own words", async () => {
            const refused = () =>
                Response.json({ message: "Resource not accessible by integration" }, { status: 403 });
            await assert.rejects(
                fakeGithub({ "GET /a": refused }).api.get("/a?secret=1"),
                saying("GET /a: 403 Resource not accessible by integration"),
            );
        });

        it("of a proxy are no JSON", async () => {
            const broken = () => new Response("<html>Bad gateway</html>", { status: 502 });
            await assert.rejects(
                fakeGithub({ "PATCH /a": broken }).api.send("PATCH", "/a", {}),
                saying("PATCH /a: 502"),
            );
        });

        it("of the network say so", async () => {
            const api = connect({
                url: URL_OF_API,
                token: "t",
                fetch: () => Promise.reject(new Error("ECONNRESET")),
            });
            await assert.rejects(api.get("/a"), saying("GET /a: no answer (ECONNRESET)"));
        });
    });

    describe("downloads", () => {
        const moved = () =>
            new Response(null, { status: 302, headers: { location: "https://storage.test/file" } });

        it("follow to the storage without the token", async () => {
            const fake = fakeGithub({
                "GET /a/zip": moved,
                "GET https://storage.test/file": () => new Response("content"),
            });
            assert.equal(Buffer.from(await fake.api.download("/a/zip", 7)).toString(), "content");
            assert.deepEqual(linesOf(fake), ["GET /a/zip", "GET https://storage.test/file"]);
            assert.deepEqual(
                fake.asked.map(({ token }) => token),
                ["Bearer t0ken", null],
            );
        });

        it("may come from the API itself", async () => {
            const fake = fakeGithub({ "GET /a/zip": () => new Response("content") });
            assert.equal(Buffer.from(await fake.api.download("/a/zip", 7)).toString(), "content");
        });

        it("stop at the limit, whatever size was stated", async () => {
            let sent = 0;
            const long = new ReadableStream({
                pull(controller) {
                    sent += 1;
                    controller.enqueue(new Uint8Array(1000));
                    if (sent === 1000) controller.close();
                },
            });
            const fake = fakeGithub({
                "GET /a/zip": moved,
                "GET https://storage.test/file": () =>
                    new Response(long, { headers: { "content-length": "10" } }),
            });
            await assert.rejects(
                fake.api.download("/a/zip", 5000),
                saying("GET /a/zip: more than 5000 bytes"),
            );
            assert.ok(sent < 20, `${sent}`);
        });

        it("say when the storage has nothing", async () => {
            const fake = fakeGithub({
                "GET /a/zip": moved,
                "GET https://storage.test/file": () => new Response("", { status: 404 }),
            });
            await assert.rejects(fake.api.download("/a/zip", 5), saying("GET /a/zip: 404 from the storage"));
        });
    });
});

describe("fieldAt", () => {
    it("finds nothing where there is none", () => {
        for (const value of [undefined, null, 1, "a", [], { a: null }, { a: [] }]) {
            assert.equal(fieldAt(value, "a", "b"), undefined);
        }
        assert.equal(fieldAt({ a: { b: 1 } }, "a", "b"), 1);
    });
});
