/** Ring 3: every field of Karpenter's definitions, and every setting of its chart, is a word of a shape or left out for a reason. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";
import type { z } from "zod";

import { nodePoolSchema } from "../../components/karpenter/node-pool-schema";
import { controllerSettingsSchema } from "../../components/karpenter/settings-schema";
import { bareSchema, definitionOf, membersOf } from "../../components/shared/schema";
import { karpenterDefinitions, karpenterModule } from "../../tools/apiserver/crds";
import { missingRequirements } from "../../tools/apiserver/requirements";

/** The parts of an OpenAPI schema that are looked at here. */
interface OpenApi {
    readonly properties?: Readonly<Record<string, OpenApi>>;
    readonly items?: OpenApi;
    readonly additionalProperties?: OpenApi | boolean;
    readonly enum?: readonly string[];
}

interface Definition {
    readonly spec: {
        readonly versions: readonly {
            readonly name: string;
            readonly schema: { readonly openAPIV3Schema: OpenApi };
        }[];
    };
}

/** Leaves by path, `[]` for an item of a list and `*` for any key, with the words a leaf may be. */
type Leaves = ReadonlyMap<string, readonly string[] | undefined>;

function leavesOfDefinition(schema: OpenApi, at: string): [string, readonly string[] | undefined][] {
    const below = (key: string): string => (at === "" ? key : `${at}.${key}`);
    if (schema.properties !== undefined) {
        return Object.entries(schema.properties).flatMap(([key, value]) =>
            leavesOfDefinition(value, below(key)),
        );
    }
    if (schema.items !== undefined) return leavesOfDefinition(schema.items, `${at}[]`);
    if (typeof schema.additionalProperties === "object")
        return leavesOfDefinition(schema.additionalProperties, below("*"));
    return [[at, schema.enum]];
}

function leavesOfWords(schema: z.ZodType, at: string): [string, readonly string[] | undefined][] {
    const below = (key: string): string => (at === "" ? key : `${at}.${key}`);
    const bare = bareSchema(schema);
    const { catchall, element, entries, options, shape, type, valueType } = definitionOf(bare);
    if (type === "never") return [];
    if (options !== undefined) return leavesOfWords(membersOf(bare)[0] ?? bare, at);
    if (shape !== undefined) {
        // Named keys of an open map are examples of what it takes.
        if (catchall !== undefined && definitionOf(catchall).type !== "never")
            return leavesOfWords(catchall, below("*"));
        return Object.entries(shape).flatMap(([key, value]) => leavesOfWords(value, below(key)));
    }
    if (element !== undefined) return leavesOfWords(element, `${at}[]`);
    if (valueType !== undefined) return leavesOfWords(valueType, below("*"));
    return [[at, entries === undefined ? undefined : Object.values(entries)]];
}

/** Words whose keys are named here where the definition takes any key and a rule of it names them. */
const NAMED_KEYS =
    /^(nodeClass\.kubelet\.(?:systemReserved|kubeReserved|eviction(?:Hard|Soft|SoftGracePeriod)))\..+$/;

/** Where a field's word stands in a pool. */
const RENAMED: readonly (readonly [field: RegExp, word: string])[] = [
    [/^template\.metadata\./, ""],
    [/^template\.spec\./, ""],
];

/** Fields of a NodePool a shape cannot say. */
const NOT_OF_A_POOL: Readonly<Record<string, string>> = {
    "nodeClassRef.group": "each pool has a node class of its own",
    "nodeClassRef.kind": "each pool has a node class of its own",
    "nodeClassRef.name": "each pool has a node class of its own",
    "startupTaints[].timeAdded": "Kubernetes writes it on the node",
    "taints[].timeAdded": "Kubernetes writes it on the node",
};

/** Fields of an EC2NodeClass a shape cannot say, or says in another word. */
const NOT_OF_A_CLASS: Readonly<Record<string, string>> = {
    "amiSelectorTerms[].alias": "amiAlias of the pool, which must be pinned",
    "blockDeviceMappings[].ebs.encrypted": "always",
    "metadataOptions.httpPutResponseHopLimit": "with a reason: httpPutResponseHopLimit.value and .reason",
    "metadataOptions.httpTokens": "always required",
};

/** Words no field has. */
const OWN_WORDS: readonly string[] = [
    "amiAlias",
    "diskSizeGiB",
    "nodeClass.metadataOptions.httpPutResponseHopLimit.reason",
    "nodeClass.metadataOptions.httpPutResponseHopLimit.value",
];

const missing = missingRequirements(process.env);
const describeWithModules = missing.length > 0 ? describe.skip : describe;

describeWithModules("the words of a pool", function () {
    this.timeout(300_000);

    async function fieldsOf(file: string): Promise<Leaves> {
        const text = (await karpenterDefinitions()).get(file) ?? assert.fail(file);
        const { spec } = parse(text) as Definition;
        const version = spec.versions.find(({ name }) => name === "v1") ?? assert.fail("no v1");
        const { properties = {} } = version.schema.openAPIV3Schema;
        return new Map(leavesOfDefinition(properties["spec"] ?? assert.fail("no spec"), ""));
    }

    const words: Leaves = new Map(
        leavesOfWords(nodePoolSchema, "").map(([word, values]) => [word.replace(NAMED_KEYS, "$1.*"), values]),
    );

    /** Each field is a word or left out; a word's choices are among the field's. Returns the words that were met. */
    function meet(
        fields: Leaves,
        wordOf: (field: string) => string,
        leftOut: Readonly<Record<string, string>>,
    ): string[] {
        const named = [...fields].map(([field, choices]) => ({ choices, field, word: wordOf(field) }));
        const unknown = named.filter(({ field, word }) => !words.has(word) && leftOut[field] === undefined);
        assert.deepEqual(
            unknown.map(({ field }) => field),
            [],
        );
        for (const { choices, word } of named) {
            const own = words.get(word);
            if (own === undefined || choices === undefined) continue;
            // A taint's effect may be spelled as EKS spells it; the kit turns it round.
            const foreign = own.filter((value) => !choices.includes(value) && !word.endsWith("effect"));
            assert.deepEqual(foreign, [], word);
        }
        const fieldNames = new Set(named.map(({ field }) => field));
        assert.deepEqual(
            Object.keys(leftOut).filter((field) => !fieldNames.has(field)),
            [],
            "no such field any more",
        );
        return named.map(({ word }) => word);
    }

    it("every field of NodePool and of EC2NodeClass is one, and there are no others", async () => {
        const ofPool = (field: string): string =>
            RENAMED.reduce((word, [pattern, by]) => word.replace(pattern, by), field);
        const pool = await fieldsOf("karpenter.sh_nodepools.yaml");
        const nodeClass = await fieldsOf("karpenter.k8s.aws_ec2nodeclasses.yaml");
        const leftOut = Object.fromEntries(
            [...pool.keys()].flatMap((field) => {
                const reason = NOT_OF_A_POOL[ofPool(field)];
                return reason === undefined ? [] : [[field, reason]];
            }),
        );
        assert.equal(Object.keys(leftOut).length, Object.keys(NOT_OF_A_POOL).length);
        const met = new Set([
            ...meet(pool, ofPool, leftOut),
            ...meet(nodeClass, (field) => `nodeClass.${field}`, NOT_OF_A_CLASS),
        ]);
        assert.deepEqual([...words.keys()].filter((word) => !met.has(word)).sort(), [...OWN_WORDS].sort());
        assert.ok(pool.size > 25 && nodeClass.size > 60, `${pool.size} and ${nodeClass.size} fields`);
    });

    it("every setting of the chart is one, or refused with the reason", async () => {
        const file = path.join(await karpenterModule(), "charts/karpenter/values.yaml");
        const { settings } = parse(readFileSync(file, "utf8")) as {
            readonly settings: Readonly<Record<string, unknown>> & { readonly featureGates: object };
        };
        const { shape = {} } = definitionOf(controllerSettingsSchema);
        assert.deepEqual(Object.keys(shape).sort(), Object.keys(settings).sort());
        const gates = definitionOf(bareSchema(shape["featureGates"] ?? assert.fail("no gates"))).shape ?? {};
        assert.deepEqual(Object.keys(gates).sort(), Object.keys(settings.featureGates).sort());
    });
});
