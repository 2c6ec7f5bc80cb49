/** docs/shape.md: what it says of a word, and whether it says something of each. */
import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { transformSync } from "esbuild";
import { z } from "zod";

import { PARTS } from "../../../components/platform/parts";
import type { Settings } from "../../../components/platform/settings/types";
import { type EnvironmentShape, shapeSchemaOf } from "../../../components/platform/shape";
import { transform } from "../../../components/platform/transforms";
import { bareSchema, definitionOf } from "../../../components/shared/schema";
import { generalPool, SYSTEM_NODES_PER_ZONE } from "../../fixtures/fork/stacks/presets";
import { renderShape, type ShapeReference, shapeReference } from "../../../tools/reference/shape-page";
import type { TopWord } from "../../../tools/reference/shape-words";
import { valueText } from "../../../tools/reference/value-text";
import { refusedTogether } from "../../support/part-environment";
import { AUTO_MODE, MANAGED } from "../../support/kinds";
import { ON_NODES } from "../../support/shapes";

describe("docs/shape.md", () => {
    let reference: ShapeReference;
    /** Those of the kit alone: what a fork says of its own is its own. */
    let words: readonly TopWord[];
    let page: string;

    before(() => {
        reference = shapeReference();
        const kit = Object.keys(shapeSchemaOf(PARTS).shape);
        words = reference.words.filter(({ name }) => kit.includes(name));
        page = renderShape(reference);
    });

    it("says something of every word of the kit", () => {
        const silent = words.flatMap(({ comment, groups, name }) => [
            ...(comment === undefined ? [name] : []),
            ...groups.flatMap(({ members, paths: [path = ""] }) =>
                members.flatMap((member) => [
                    ...(member.tag !== undefined && isSilent(member) ? [`${path}: ${member.tag.value}`] : []),
                    ...member.words
                        .filter(
                            (word) =>
                                isSilent(word) && definitionOf(bareSchema(word.schema)).type !== "never",
                        )
                        .map((word) => `${path}.${word.name}`),
                ]),
            ),
        ]);
        assert.deepEqual(silent, [], "write a doc comment at each, in its schema");
    });

    for (const name of Object.keys(shapeSchemaOf(PARTS).shape)) {
        it(`${name}: its example is a faultless shape`, () => {
            const { comment } = words.find((word) => word.name === name) ?? assert.fail("no such word");
            const { code } = transformSync(`result = { ${comment?.example ?? assert.fail("no example")} }`, {
                loader: "ts",
            });
            const sandbox: { result?: Partial<EnvironmentShape> } = {};
            // Of this process' own objects: a list of another is none to `Array.isArray` alone.
            runInNewContext(
                code,
                Object.assign(sandbox, { generalPool, SYSTEM_NODES_PER_ZONE, transform, LogGroup }),
            );
            assert.deepEqual(Object.keys(sandbox.result ?? {}), [name]);
            const shape = BASES[name] ?? ON_NODES;
            assert.deepEqual(refusedTogether({ ...shape, ...sandbox.result }, NAMED[name]), []);
        });
    }

    it("names each preset where it fits, and nowhere else", () => {
        const named = [...page.matchAll(/^### `(.*)`\n\n(?:Also.*\n\n)?Preset of .*?: `(.*?)`\./gm)].map(
            ([, place, preset]) => [place, preset],
        );
        assert.deepEqual(named, [
            ["fargateProfiles.<name>[]", "SERVERLESS"],
            ["compute.host", "SYSTEM_NODES_PER_ZONE"],
            ["compute.pools.<name>", "generalPool(…)"],
            ["teams.<name>.pool", "generalPool(…)"],
        ]);
    });

    it("has a word's choices, its default and what it does in one row", () => {
        for (const row of [
            '| `kind` | `"Deployment"` or `"DaemonSet"` | required | A StatefulSet and a Job are placed as a Deployment is. |',
            "| `retainOnDelete` | `true` or `false` | false | Pulumi's own option: destroyed, the stack forgets the log group, and its lines stay until they expire. |",
            "| `logs` | [`keys.secrets`](#keyssecrets) | the organisation's | Log groups of the control plane and of the network. |",
            "| any other | number or text | none |  |",
            "| `isolatedVPC` | not yours to say |  | the network decides it: network.nat or network.egress says whether there is a way out |",
        ])
            assert.ok(page.split("\n").includes(row), row);
    });

    it("has every member of a union, and what is alike once", () => {
        assert.match(page, /\n\*\*`kind: "existing"`\*\*: A key somebody else made and keeps\.\n/);
        assert.match(page, /\nTold by `kind`: `aws-owned`, `own` or `existing`\.\n/);
        assert.match(page, /### `keys.secrets`\n\nAlso at `keys.logs`, `keys.volumes` and `keys.alerts`\.\n/);
        assert.match(
            page,
            /### `compute.host.systemNodes`\n\nAlso at `compute.systemNodes`.\n\nAs \[`managedNodes.<name>`\]\(#managednodesname\), without `taints`\.\n/,
        );
    });
});

const WITH_GENERAL: EnvironmentShape = {
    ...ON_NODES,
    compute: {
        ...ON_NODES.compute,
        pools: { general: generalPool({ architecture: "amd64", capacityTypes: ["on-demand"], cpuLimit: 8 }) },
    },
};

function isSilent({ comment }: Pick<TopWord, "comment">): boolean {
    return comment === undefined || comment.text === "";
}

/** What an example is tried in, where it does not fit every kind of compute. */
/** What the settings must name beside a word. */
const NAMED: Readonly<Record<string, Partial<Settings>>> = {
    lattice: { lattice: { prefixLists: ["pl-0123456789abcdef0"] } },
};

const WITH_ZONE: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
};

function withAddons(addons: Partial<EnvironmentShape["addons"]>): EnvironmentShape {
    return { ...ON_NODES, addons: { ...ON_NODES.addons, ...addons } };
}

const BASES: Readonly<Record<string, EnvironmentShape>> = {
    batch: { ...ON_NODES, namespaces: { jobs: {} } },
    catalogue: MANAGED,
    emr: { ...ON_NODES, namespaces: { emr: {} } },
    certificates: WITH_ZONE,
    logGroups: withAddons({ "amazon-cloudwatch-observability": { containerLogs: true } }),
    secretStores: { ...MANAGED, catalogue: { ...MANAGED.catalogue, "external-secrets": {} } },
    snapshotClasses: withAddons({ "snapshot-controller": {} }),
    ingressClasses: AUTO_MODE,
    unprotected: WITH_GENERAL,
};

describe("the value of a word", () => {
    for (const [schema, text] of [
        [z.int().min(1).max(5), "number, 1 to 5"],
        [z.number().min(0.5), "number, 0.5 or more"],
        [z.number().max(9), "number, 9 at most"],
        [z.int(), "number"],
        [z.string().max(3), "text, 3 characters at most"],
        [z.string().regex(/^a$/), "text, matching `^a$`"],
        [z.union([z.literal(false), z.string()]), "`false` or text"],
        [z.record(z.string(), z.array(z.enum(["a", "b"]))), 'map of list of `"a"` or `"b"`'],
        [z.string().describe("a host").optional(), "a host"],
    ] as const) {
        it(text, () => {
            assert.equal(valueText(schema, new Map()), text);
        });
    }
});
