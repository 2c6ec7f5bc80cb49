import assert from "node:assert/strict";

import type { Reply } from "../../../tools/probe/probe";
import { chartIsHeld, tagsOf } from "../../../tools/versions/registry";
import { fakeProbe } from "../../support/fake-probe";

const MANIFEST = "https://public.ecr.aws/v2/karpenter/karpenter/manifests/1.14.1";
const TOKEN = "https://public.ecr.aws/token/?service=public.ecr.aws&scope=aws";
const CHALLENGE: Reply = {
    status: 401,
    headers: {
        "www-authenticate":
            'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"',
    },
    body: "",
};

function reply(status: number, body = ""): Reply {
    return { status, headers: {}, body };
}

function ask(replies: Readonly<Record<string, Reply>>) {
    const probe = fakeProbe({ replies });
    const held = chartIsHeld(probe, "public.ecr.aws", "karpenter/karpenter", "1.14.1");
    return held.then((verdict) => ({ verdict, urls: probe.asked.urls }));
}

describe("the registry of the charts", () => {
    for (const [status, verdict] of [
        [200, "exists"],
        [404, "missing"],
        [403, "unanswered"],
        [500, "unanswered"],
    ] as const) {
        it(`asks for a token that anybody gets, then for the tag: ${status} means ${verdict}`, async () => {
            const replies = {
                [`HEAD ${MANIFEST}`]: CHALLENGE,
                [`GET ${TOKEN}`]: reply(200, '{"token": "t0"}'),
                [`HEAD ${MANIFEST} as Bearer t0`]: reply(status),
            };
            assert.deepEqual(await ask(replies), {
                verdict,
                urls: [`HEAD ${MANIFEST}`, `GET ${TOKEN}`, `HEAD ${MANIFEST} as Bearer t0`],
            });
        });
    }

    it("asks once where no token is wanted", async () => {
        assert.deepEqual(await ask({ [`HEAD ${MANIFEST}`]: reply(200) }), {
            verdict: "exists",
            urls: [`HEAD ${MANIFEST}`],
        });
    });

    for (const [name, replies] of [
        ["nobody answers", {}],
        [
            "it wants a password",
            { [`HEAD ${MANIFEST}`]: { ...CHALLENGE, headers: { "www-authenticate": 'Basic realm="x"' } } },
        ],
        ["it says nothing", { [`HEAD ${MANIFEST}`]: reply(401) }],
        ["there is no token", { [`HEAD ${MANIFEST}`]: CHALLENGE, [`GET ${TOKEN}`]: reply(200, "<html>") }],
    ] as const) {
        it(`has no answer when ${name}`, async () => {
            assert.equal((await ask(replies)).verdict, "unanswered");
        });
    }
});

describe("the tags of a chart", () => {
    const LIST = "https://public.ecr.aws/v2/karpenter/karpenter/tags/list?n=1000";
    const tags = (replies: Readonly<Record<string, Reply>>) =>
        tagsOf(fakeProbe({ replies }), "public.ecr.aws", "karpenter/karpenter");

    it("are all of them, page by page, with a token that anybody gets", async () => {
        const next = "/v2/karpenter/karpenter/tags/list?n=1000&last=1.14.0";
        const first = { ...reply(200, '{"tags": ["1.14.0"]}'), headers: { link: `<${next}>; rel="next"` } };
        assert.deepEqual(
            await tags({
                [`GET ${LIST}`]: CHALLENGE,
                [`GET ${TOKEN}`]: reply(200, '{"token": "t0"}'),
                [`GET ${LIST} as Bearer t0`]: first,
                [`GET https://public.ecr.aws${next}`]: reply(200, '{"tags": ["1.14.1", 7]}'),
            }),
            ["1.14.0", "1.14.1"],
        );
    });

    it("are not known where a page is missing, is none, or the last one never comes", async () => {
        const endless = { ...reply(200, '{"tags": ["1.14.0"]}'), headers: { link: `<${LIST}>; rel="next"` } };
        for (const replies of [
            {},
            { [`GET ${LIST}`]: reply(404) },
            { [`GET ${LIST}`]: reply(200, "<html>") },
            { [`GET ${LIST}`]: endless },
        ]) {
            assert.equal(await tags(replies), undefined);
        }
    });
});
