import assert from "node:assert/strict";

import type { Reply } from "../../../tools/probe/probe";
import { chartIsHeld } from "../../../tools/versions/registry";
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
