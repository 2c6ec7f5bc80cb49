import assert from "node:assert/strict";

import { postReport } from "../../../tools/comment/post";
import { eventOf, RUN_URL, SHA } from "./event-of";
import { type Fake, fakeGithub, linesOf } from "./fake-github";
import { type ZipFile, zipOf } from "./zip-of";

const PULLS = "GET /repos/acme/kit/pulls?state=open&head=someone%3Atopic%2F%C3%A4%20%231&per_page=100";
const ARTIFACTS = "GET /repos/acme/kit/actions/runs/99/artifacts?name=review&per_page=100";
const ZIP = "GET /repos/acme/kit/actions/artifacts/5/zip";
const COMMENTS = "GET /repos/acme/kit/issues/12/comments?per_page=100";
const POST = "POST /repos/acme/kit/issues/12/comments";
const PATCH = "PATCH /repos/acme/kit/issues/comments/40";

const PULL = { number: 12, state: "open", head: { sha: SHA, repo: { id: 7 } } };
const OURS = {
    id: 40,
    body: "<!-- eks-platform-kit: review -->\nold",
    user: { login: "github-actions[bot]", type: "Bot" },
};

interface World {
    readonly pulls?: readonly unknown[];
    readonly artifacts?: readonly unknown[];
    readonly zip?: Uint8Array;
    readonly comments?: readonly unknown[];
    readonly routes?: Readonly<Record<string, unknown>>;
}

function world({
    artifacts = [{ id: 5, name: "review", size_in_bytes: 100 }],
    comments = [],
    pulls = [PULL],
    routes = {},
    zip,
}: World): Fake {
    return fakeGithub({
        [PULLS]: pulls,
        [ARTIFACTS]: { total_count: artifacts.length, artifacts },
        [ZIP]: () => new Response(zip ?? zipOf([{ name: "review.md", content: "### dev: nothing changes" }])),
        [COMMENTS]: comments,
        [POST]: {},
        [PATCH]: {},
        ...routes,
    });
}

function post(fake: Fake, event = eventOf()): Promise<string> {
    return postReport({ api: fake.api, repository: "acme/kit", event });
}

/** What was written, by `METHOD path`. */
function writtenTo({ asked }: Fake): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        asked.flatMap(({ body, method, path }) => (body === undefined ? [] : [[`${method} ${path}`, body]])),
    );
}

function commentOf(
    middle: string,
    foot = `Written by the code of 0123456 itself: [the run](${RUN_URL}).`,
): object {
    return { body: `<!-- eks-platform-kit: review -->\n${middle}\n\n---\n\n<sub>${foot}</sub>` };
}

describe("postReport", () => {
    it("comments on the one pull request of the run", async () => {
        const fake = world({});
        assert.equal(await post(fake), "Commented on pull request 12.");
        assert.deepEqual(linesOf(fake), [PULLS, ARTIFACTS, ZIP, COMMENTS, POST]);
        assert.deepEqual(writtenTo(fake), { [POST]: commentOf("### dev: nothing changes") });
    });

    it("updates its own comment in place, and nobody else's", async () => {
        const forged = { ...OURS, id: 39, user: { login: "someone", type: "User" } };
        const fake = world({ comments: [forged, OURS] });
        assert.equal(await post(fake), "Updated the comment on pull request 12.");
        assert.deepEqual(writtenTo(fake), { [PATCH]: commentOf("### dev: nothing changes") });
    });

    it("finds its comment on a later page", async () => {
        const page = "https://api.test/repos/acme/kit/issues/12/comments?page=2";
        const first = () =>
            Response.json([{ ...OURS, id: 1, body: "hello" }], {
                headers: { link: `<${page}>; rel="next"` },
            });
        const fake = world({
            routes: { [COMMENTS]: first, [`GET ${page.replace("https://api.test", "")}`]: [OURS] },
        });
        assert.equal(await post(fake), "Updated the comment on pull request 12.");
    });

    it("keeps a preview's comment apart", async () => {
        const preview = COMMENTS.replace("review", "preview");
        const fake = world({
            comments: [OURS],
            zip: zipOf([{ name: "preview.md", content: "- **dev**: no change" }]),
            routes: {
                [ARTIFACTS.replace("review", "preview")]: {
                    artifacts: [{ id: 5, name: "preview", size_in_bytes: 1 }],
                },
                [preview]: [OURS],
            },
        });
        assert.equal(
            await post(fake, eventOf({ path: ".github/workflows/preview.yml" })),
            "Commented on pull request 12.",
        );
        const [body] = Object.values(writtenTo(fake));
        assert.match(
            (body as { body: string }).body,
            /^<!-- eks-platform-kit: preview -->\n- \*\*dev\*\*: no change\n/,
        );
    });

    describe("posts nothing and says so", () => {
        const cases: readonly (readonly [what: string, pulls: readonly unknown[], reason: RegExp])[] = [
            [
                "without a pull request",
                [],
                /^Posted nothing: no open pull request comes from someone:topic\/ä #1\.$/,
            ],
            [
                "with two at the commit",
                [PULL, { ...PULL, number: 13 }],
                /^Posted nothing: pull requests 12 and 13 both come from/,
            ],
            [
                "once the head has moved",
                [{ ...PULL, head: { ...PULL.head, sha: "f".repeat(40) } }],
                /^Posted nothing: the branch someone:topic\/ä #1 has moved on from 0123/,
            ],
            [
                "for another fork of the same owner",
                [{ ...PULL, head: { ...PULL.head, repo: { id: 8 } } }],
                /^Posted nothing: no open pull request/,
            ],
            [
                "when the fork is gone",
                [{ ...PULL, head: { ...PULL.head, repo: null } }],
                /^Posted nothing: no open pull request/,
            ],
            ["for what is no pull request", [{}, null, "12"], /^Posted nothing: no open pull request/],
        ];
        for (const [what, pulls, reason] of cases) {
            it(what, async () => {
                const fake = world({ pulls });
                assert.match(await post(fake), reason);
                assert.deepEqual(linesOf(fake), [PULLS]);
            });
        }

        it("for an event that is none of ours, without asking anything", async () => {
            const fake = world({});
            assert.equal(
                await post(fake, eventOf({ event: "push" })),
                "Posted nothing: the run was started by push, not by a pull request.",
            );
            assert.deepEqual(fake.asked, []);
        });

        it("for a preview that left nothing: no role is configured", async () => {
            const fake = world({ routes: { [ARTIFACTS.replace("review", "preview")]: { artifacts: [] } } });
            assert.equal(
                await post(fake, eventOf({ path: ".github/workflows/preview.yml" })),
                'Posted nothing: the run has no artifact "preview".',
            );
        });
    });

    describe("says that a report cannot be shown, and why", () => {
        const foot = `Commit 0123456: [the run](${RUN_URL}).`;
        const notShown = (reason: string): object =>
            commentOf(`The run's report is not shown: ${reason}.`, foot);

        it("when a review left none", async () => {
            const fake = world({ artifacts: [], comments: [OURS] });
            await post(fake, eventOf({ conclusion: "failure" }));
            assert.deepEqual(writtenTo(fake), {
                [PATCH]: commentOf("The run ended without a report (failure).", foot),
            });
        });

        it("when there are two", async () => {
            const artifact = { id: 5, name: "review", size_in_bytes: 1 };
            const fake = world({ artifacts: [artifact, { ...artifact, id: 6 }] });
            await post(fake);
            assert.deepEqual(writtenTo(fake), { [POST]: notShown("the run has 2 artifacts called review") });
        });

        it("when GitHub says it is huge, without fetching it", async () => {
            const fake = world({ artifacts: [{ id: 5, name: "review", size_in_bytes: 600_000 }] });
            await post(fake);
            assert.deepEqual(writtenTo(fake), {
                [POST]: notShown("its artifact is larger than 524288 bytes"),
            });
            assert.ok(!linesOf(fake).includes(ZIP));
        });

        const hostile: readonly (readonly [what: string, files: readonly ZipFile[], reason: string])[] = [
            [
                "has paths that lead elsewhere",
                [{ name: "../../review.md", content: "x" }],
                "the archive has no review.md",
            ],
            [
                "unpacks to something huge",
                [{ name: "review.md", content: Buffer.alloc(60_000_000) }],
                "review.md is larger than 524288 bytes",
            ],
            [
                "lies about its size",
                [{ name: "review.md", content: Buffer.alloc(60_000_000), stated: 9 }],
                "the archive is damaged",
            ],
            [
                "holds a picture",
                [{ name: "review.md", content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xd8]) }],
                "review.md is no text",
            ],
            ["holds zeros", [{ name: "review.md", content: "a\0b" }], "review.md is no text"],
            ["holds nothing", [{ name: "review.md", content: " \n" }], "review.md is no text"],
        ];
        for (const [what, files, reason] of hostile) {
            it(`when the archive ${what}`, async () => {
                const fake = world({ zip: zipOf(files) });
                await post(fake);
                assert.deepEqual(writtenTo(fake), { [POST]: notShown(reason) });
            });
        }

        it("when it is no archive", async () => {
            const fake = world({ zip: Buffer.from("### dev: nothing changes") });
            await post(fake);
            assert.deepEqual(writtenTo(fake), { [POST]: notShown("the archive is damaged") });
        });
    });

    it("neutralises what a hostile report says", async () => {
        const content = [
            "<!-- eks-platform-kit: review -->",
            "<!-- eks-platform-kit: review -->",
            "@acme/everyone please ![look](https://evil.test/x.png) at [this](https://evil.test), fixes #1",
            "<img src=https://evil.test/x.png>",
            "```",
            "<details><summary>x</summary>",
        ].join("\n");
        const fake = world({ zip: zipOf([{ name: "review.md", content }]) });
        await post(fake);
        const middle = [
            "&lt;!-- eks-platform-kit: review --&gt;",
            "@\u200bacme/everyone please !\\[look\\](https:\u200b//evil.test/x.png) at \\[this\\](https:\u200b//evil.test), fixes #\u200b1",
            "&lt;img src=https:\u200b//evil.test/x.png&gt;",
            "",
            "```",
            "<details><summary>x</summary>",
            "```",
        ].join("\n");
        assert.deepEqual(writtenTo(fake), { [POST]: commentOf(middle) });
    });

    it("stays within GitHub's limit, its last line included", async () => {
        const content = "- @someone changes something\n".repeat(10_000);
        const fake = world({ zip: zipOf([{ name: "review.md", content }]) });
        await post(fake);
        const { body } = writtenTo(fake)[POST] as { readonly body: string };
        assert.ok(Buffer.byteLength(body) <= 65_536, `${Buffer.byteLength(body)}`);
        assert.match(
            body,
            /Cut here: \d+ more lines do not fit a comment; the run has them\.\n\n---\n\n<sub>Written by .*<\/sub>$/,
        );
    });

    describe("fails, and posts nothing more, when the API", () => {
        const broken = () => Response.json({ message: "Server Error" }, { status: 500 });
        for (const route of [PULLS, ARTIFACTS, ZIP, COMMENTS, POST]) {
            it(`answers ${route.split("?")[0] ?? ""} with an error`, async () => {
                const fake = world({ routes: { [route]: broken } });
                await assert.rejects(
                    post(fake),
                    /^Error: (GET|POST) \/repos\/acme\/kit\/.*: 500 Server Error$/,
                );
                assert.equal(linesOf(fake).at(-1), route);
            });
        }
    });
});
