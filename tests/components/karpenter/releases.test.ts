import assert from "node:assert/strict";

import { kubernetesProviderFor } from "../../../components/cluster/kubernetes-provider";
import { controllerValues } from "../../../components/karpenter/controller-values";
import { Karpenter } from "../../../components/karpenter/karpenter";
import type { KarpenterSpec } from "../../../components/karpenter/karpenter-spec";
import { canonicalJson, type JsonInput, sorted } from "../../../components/shared/json";
import { KARPENTER_VERSION } from "../../../components/versions";
import { karpenterSpec, ON_FARGATE, testCluster } from "../../support/karpenter-spec";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
    type RecordOptions,
} from "../../support/record-component";

const CRDS = "Release:karpenter-crd";
const CONTROLLER = "Release:karpenter-controller";

function record(
    changes: Partial<KarpenterSpec> = {},
    options: RecordOptions = {},
): Promise<RecordedResource[]> {
    return recordComponent(() => {
        const cluster = testCluster();
        const kubernetes = kubernetesProviderFor("kube", cluster, { region: "us-east-1" });
        new Karpenter("karpenter", { ...karpenterSpec(changes), cluster }, { providers: { kubernetes } });
    }, options);
}

/** Whole inputs of both releases. `compat` is what the SDK adds by itself. */
function expected(changes: Partial<KarpenterSpec>, registry = "public.ecr.aws"): unknown {
    const common = {
        compat: "true",
        maxHistory: 10,
        namespace: "kube-system",
        timeout: 600,
        version: KARPENTER_VERSION.value,
    };
    return {
        [CRDS]: { ...common, chart: `oci://${registry}/karpenter/karpenter-crd`, name: "karpenter-crd" },
        [CONTROLLER]: {
            ...common,
            atomic: true,
            chart: `oci://${registry}/karpenter/karpenter`,
            cleanupOnFail: true,
            name: "karpenter",
            skipCrds: true,
            values: controllerValues(karpenterSpec(changes), {
                clusterEndpoint: "https://api.example.com",
                controllerRoleArn: "arn:aws:iam::123456789012:role/karpenter-controller-0a1b2c3",
                queueName: "karpenter-interruption-0a1b2c3",
            }),
        },
    };
}

async function releases(changes: Partial<KarpenterSpec>): Promise<unknown> {
    return inputsByLabel(await record(changes), "kubernetes:helm.sh/v3:Release");
}

describe("createReleases", () => {
    it("rule 18: installs the definitions from their own chart, of the same version, on both hosts", async () => {
        for (const changes of [{}, ON_FARGATE]) {
            assert.deepEqual(await releases(changes), expected(changes));
        }
    });

    it("rule 21: another registry reaches both charts, and no credentials are given", async () => {
        const changes = { chartRegistry: "mirror.example.com:5000/aws" };
        const found = await releases(changes);
        assert.deepEqual(found, expected(changes, changes.chartRegistry));
        assert.doesNotMatch(JSON.stringify(found), /repositoryOpts|password|username/);
    });

    it("rule 26: each chart has an exact version and a registry's address", async () => {
        const found = inputsByLabel(await record(), "kubernetes:helm.sh/v3:Release");
        for (const { chart, version } of Object.values(found)) {
            assert.match(JSON.stringify(chart), /^"oci:\/\/[^"]+\/karpenter\/karpenter(-crd)?"$/);
            assert.match(JSON.stringify(version), /^"\d+\.\d+\.\d+"$/);
        }
    });

    it("rule 5: no release makes the namespace that others share", async () => {
        assert.doesNotMatch(JSON.stringify(await releases({})), /createNamespace/);
    });

    it("rule 17: rule 18: the controller comes after the definitions, the definitions after the AWS side", async () => {
        const resources = await record();
        assert.deepEqual(find(resources, CONTROLLER).dependencies, ["Queue:karpenter-interruption", CRDS]);
        const behind = ancestorsOf(resources, CRDS);
        const needed = resources
            .filter(({ type }) => type.startsWith("aws:"))
            .map(({ label }) => label)
            .filter((label) => !behind.has(label));
        assert.deepEqual(needed, []);
    });

    it("on Fargate the role reaches the controller by its own edge", async () => {
        assert.deepEqual(find(await record(ON_FARGATE), CONTROLLER).propertyDependencies, {
            values: ["Queue:karpenter-interruption", "Role:karpenter-controller"],
        });
    });

    it("rule 1: uses the Kubernetes provider it was given, waits, and keeps nothing behind", async () => {
        const resources = await record();
        for (const label of [CRDS, CONTROLLER]) {
            const { inputs, options, provider } = find(resources, label);
            assert.equal(provider, "kubernetes:kube");
            assert.deepEqual(options, {});
            assert.equal(inputs["skipAwait"], undefined);
        }
    });

    it("a first preview knows every value but those of made resources", async () => {
        const { inputs } = find(await record(ON_FARGATE, { unknown: true }), CONTROLLER);
        const known = controllerValues(karpenterSpec(ON_FARGATE), {
            clusterEndpoint: "https://api.example.com",
            controllerRoleArn: "<unknown>",
            queueName: "<unknown>",
        });
        const shown = JSON.stringify(sorted(inputs["values"] ?? null));
        assert.equal(shown.replaceAll('{"$unknown":true}', '"<unknown>"'), canonicalJson(known as JsonInput));
    });
});
