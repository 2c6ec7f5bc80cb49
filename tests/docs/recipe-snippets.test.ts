/** Words that recipes show besides the shape they lead to: each is accepted in that shape, with what the page asks for beside it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import type { Json } from "../../components/shared/json";
import { ROOT } from "../../tools/plan/root";
import { shapeOfPage, type Snippet, snippetsOf } from "../support/page-shape";
import { planShape } from "../support/plan-shape";

type Config = Readonly<Record<string, Json | undefined>>;

interface Beside {
    /** Settings; what is undefined goes. */
    readonly config?: Config;
    /** Words in place of the page's. */
    readonly words?: string;
    /** What the page speaks of and does not write. */
    readonly supplied?: string;
    /** What is left to do, as the plan says it. @default nothing */
    readonly refused?: readonly string[];
}

/** Where a word belongs that the page shows without what is around it. */
const WITHIN: Readonly<Record<string, string>> = { furtherEndpoints: "network", host: "admissionPolicies" };

const MIRROR = { "platform:imageRegistry": "210987654321.dkr.ecr.us-east-1.amazonaws.com" };
/** The page leaves by a transit gateway before. */
const OTHER_WAY = { "platform:transitGatewayId": undefined };

/** By page, in the order of its snippets. */
const BESIDE: Readonly<Record<string, readonly Beside[]>> = {
    "egress.md": [{ config: OTHER_WAY }, { config: { ...OTHER_WAY, ...MIRROR } }],
    "existing-vpc.md": [{ config: MIRROR }],
    "gitops.md": [{}, { words: "catalogue: { flux2: {} }" }],
    "pod-networking.md": [
        {
            words: 'network: { ...dev.network, pods: { ...dev.network.pods, securityGroups: { enforcing: "standard" } } }',
        },
    ],
    "web-application.md": [
        {
            supplied: [
                'const PLATFORM_SERVICES = { catalogue: { "aws-load-balancer-controller": {}, "external-secrets": {} } };',
                'const DATABASE = { apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", metadata: { name: "database", namespace: "shop" } };',
                'const UPLOADS = { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "uploads", namespace: "shop" } };',
                "const [, DEPLOYMENT, SERVICE, INGRESS] = dev.objects.shop.manifests;",
            ].join("\n"),
        },
        {
            refused: [
                'stacks/dev.ts › objects.gateway-api.files[0]: there is no such file (got "manifests/gateway-api-v1.6.1.yaml"). Check the path.',
            ],
        },
    ],
};

describe("docs/recipes, words shown besides", () => {
    for (const name of readdirSync(path.join(ROOT, "docs/recipes"))) {
        const snippets = snippetsOf(`recipes/${name}`).filter(({ language }) => language === "ts");
        for (const [index, snippet] of snippets.entries()) {
            const [first = ""] = snippet.text.trim().split("\n");
            it(`${name}: ${first}`, () => {
                const beside = BESIDE[name]?.[index] ?? {};
                assert.deepEqual(refusedOf(`recipes/${name}`, snippet, beside), beside.refused ?? []);
            });
        }
    }

    it("knows of no page that has none", () => {
        const counts = Object.keys(BESIDE).map((name) => [
            name,
            snippetsOf(`recipes/${name}`).filter(({ language }) => language === "ts").length,
        ]);
        assert.deepEqual(
            counts.filter(([name, count]) => (BESIDE[String(name)] ?? []).length > Number(count)),
            [],
        );
    });
});

/** Settings that a page shows for it stand right below. */
function settingsFor(page: string, snippet: Snippet): Config {
    const all = snippetsOf(page);
    const next = all[all.findIndex(({ text }) => text === snippet.text) + 1];
    if (next?.language !== "yaml" || !next.text.startsWith("platform:")) return {};
    return parse(next.text) as Config;
}

function refusedOf(page: string, snippet: Snippet, beside: Beside): readonly string[] {
    const { config, shape, wordsOf } = shapeOfPage(page, beside.supplied);
    const [word = ""] = snippet.text.trim().split(":");
    const around = WITHIN[word];
    const text = around === undefined ? snippet.text : `${around}: { ...dev.${around}, ${snippet.text} },`;
    const planned = planShape(
        { ...shape, ...wordsOf(beside.words ?? ""), ...wordsOf(text) },
        { config: { ...config, ...settingsFor(page, snippet), ...beside.config } },
    );
    return "plan" in planned ? [] : planned;
}
